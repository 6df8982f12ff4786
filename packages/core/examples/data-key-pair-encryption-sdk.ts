// The private key of a GenerateDataKeyPair answer, in the AWS Encryption SDK's raw RSA keyring.
import { buildClient, CommitmentPolicy, RawRsaKeyringNode } from "@aws-crypto/client-node"
import { GenerateDataKeyPairCommand, KMSClient } from "@aws-sdk/client-kms"
import { toPem } from "@keywright/core"

const order = { KeyId: "alias/documents", KeyPairSpec: "RSA_4096" } as const
const answer = await new KMSClient().send(new GenerateDataKeyPairCommand(order))
const { PrivateKeyPlaintext: privateKey, PublicKey: publicKey } = answer
if (!privateKey || !publicKey) throw new Error("no key pair came")

const keyring = new RawRsaKeyringNode({
  keyName: "documents",
  keyNamespace: "example",
  rsaKey: toPem({ privateKey, publicKey }),
  oaepHash: "sha256",
})
const sdk = buildClient(CommitmentPolicy.REQUIRE_ENCRYPT_REQUIRE_DECRYPT)
const { result } = await sdk.encrypt(keyring, "secret", { encryptionContext: { year: "2026" } })
const { plaintext } = await sdk.decrypt(keyring, result)
console.log(plaintext.toString()) // secret
