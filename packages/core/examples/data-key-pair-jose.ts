// The private key of a GenerateDataKeyPair answer, in jose.
import { GenerateDataKeyPairCommand, KMSClient } from "@aws-sdk/client-kms"
import { toJwk } from "@keywright/core"
import { importJWK, jwtVerify, SignJWT } from "jose"

const order = { KeyId: "alias/documents", KeyPairSpec: "ECC_NIST_P256" } as const
const answer = await new KMSClient().send(new GenerateDataKeyPairCommand(order))
const { PrivateKeyPlaintext: privateKey, PublicKey: publicKey } = answer
if (!privateKey || !publicKey) throw new Error("no key pair came")
const jwk = toJwk({ privateKey, publicKey })

const token = await new SignJWT({ sub: "alice" })
  .setProtectedHeader({ alg: "ES256" })
  .sign(await importJWK(jwk.privateKey, "ES256"))
const { payload } = await jwtVerify(token, await importJWK(jwk.publicKey, "ES256"))
console.log(payload.sub) // alice
