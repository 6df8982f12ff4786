// The private key of a GenerateDataKeyPair answer, in node:crypto.
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import { GenerateDataKeyPairCommand, KMSClient } from "@aws-sdk/client-kms"
import { toPem } from "@keywright/core"

const order = { KeyId: "alias/documents", KeyPairSpec: "RSA_2048" } as const
const answer = await new KMSClient().send(new GenerateDataKeyPairCommand(order))
const { PrivateKeyPlaintext: privateKey, PublicKey: publicKey } = answer
if (!privateKey || !publicKey) throw new Error("no key pair came")
const pem = toPem({ privateKey, publicKey })

const message = new TextEncoder().encode("hello")
const signature = sign("sha256", message, createPrivateKey(pem.privateKey))
console.log(verify("sha256", message, createPublicKey(pem.publicKey), signature)) // true
