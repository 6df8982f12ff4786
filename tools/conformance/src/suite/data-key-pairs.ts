/** GenerateDataKeyPair, for every spec, judged by OpenSSL. */
import {
  type DataKeyPairSpec,
  DecryptCommand,
  GenerateDataKeyPairCommand,
  GenerateDataKeyPairWithoutPlaintextCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { judge, opensslVersion } from "../openssl.ts"
import { DRY_RUN, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

/** What OpenSSL says of the public half. */
const SPECS: [spec: DataKeyPairSpec, description: string][] = [
  ["RSA_2048", "Public-Key: (2048 bit)"],
  ["RSA_3072", "Public-Key: (3072 bit)"],
  ["RSA_4096", "Public-Key: (4096 bit)"],
  ["ECC_NIST_P256", "Public-Key: (256 bit)"],
  ["ECC_NIST_P384", "Public-Key: (384 bit)"],
  ["ECC_NIST_P521", "Public-Key: (521 bit)"],
  ["ECC_SECG_P256K1", "Public-Key: (256 bit)"],
  ["ECC_NIST_EDWARDS25519", "ED25519 Public-Key:"],
  ["SM2", "Public-Key: (256 bit)"],
]

const EncryptionContext = { document: "4711", signer: "anna" }

/** RSA_4096 on a slow machine. */
const PAIR_TIMEOUT_MS = 60_000

export function dataKeyPairs({ target, kms, kmsIn, newKey }: Stand): void {
  const chinese = target.regions.find((region) => region.startsWith("cn-"))
  const specs = SPECS.filter(([spec]) => spec !== "SM2" || chinese !== undefined)
  const kmsFor = (spec: DataKeyPairSpec): typeof kms =>
    spec === "SM2" && chinese !== undefined ? kmsIn(chinese) : kms

  describe("data key pairs", () => {
    test.each(specs)(
      "GenerateDataKeyPair makes %s halves that belong together, and Decrypt gives the private one back",
      { timeout: PAIR_TIMEOUT_MS },
      async (KeyPairSpec, description) => {
        const client = kmsFor(KeyPairSpec)
        const { KeyId, Arn, CurrentKeyMaterialId } = await newKey(client)
        const made = await client.send(
          new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec, EncryptionContext }),
        )
        expect(made).toMatchObject({
          KeyId: Arn,
          KeyPairSpec,
          KeyMaterialId: CurrentKeyMaterialId,
        })
        const CiphertextBlob = made.PrivateKeyCiphertextBlob
        const opened = await client.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
        expect(opened.Plaintext).toEqual(made.PrivateKeyPlaintext)
        const other = client.send(
          new DecryptCommand({ CiphertextBlob, EncryptionContext: { document: "4711" } }),
        )
        expect(await refusalOf(other)).toEqual(refusal("InvalidCiphertextException"))
        judged(KeyPairSpec, description, made.PrivateKeyPlaintext, made.PublicKey)
      },
    )

    test.each(specs)(
      "GenerateDataKeyPairWithoutPlaintext makes %s and keeps the private half sealed until Decrypt",
      { timeout: PAIR_TIMEOUT_MS },
      async (KeyPairSpec, description) => {
        const client = kmsFor(KeyPairSpec)
        const { KeyId, Arn } = await newKey(client)
        const made = await client.send(
          new GenerateDataKeyPairWithoutPlaintextCommand({ KeyId, KeyPairSpec }),
        )
        expect(made).toMatchObject({ KeyId: Arn, KeyPairSpec })
        expect(made).not.toHaveProperty("PrivateKeyPlaintext")
        const { Plaintext } = await client.send(
          new DecryptCommand({ CiphertextBlob: made.PrivateKeyCiphertextBlob }),
        )
        judged(KeyPairSpec, description, Plaintext, made.PublicKey)
      },
    )

    test("GenerateDataKeyPair never makes the same pair twice", async () => {
      const { KeyId } = await newKey()
      const made = await Promise.all(
        Array.from({ length: 16 }, () =>
          kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" })),
        ),
      )
      const halves = made.map(({ PublicKey }) => Buffer.from(PublicKey ?? []).toString("hex"))
      expect(new Set(halves).size).toBe(16)
    })

    test("GenerateDataKeyPair refuses SM2 outside the Regions of aws-cn", async () => {
      const { KeyId } = await newKey()
      const call = kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "SM2" }))
      expect(await refusalOf(call)).toMatchObject({
        name: "UnsupportedOperationException",
        message: expect.stringContaining("not supported in this Region"),
      })
    })

    test("GenerateDataKeyPair refuses a spec that does not exist", async () => {
      const { KeyId } = await newKey()
      const KeyPairSpec = "RSA_1024" as DataKeyPairSpec
      expect(
        await refusalOf(kms.send(new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec }))),
      ).toMatchObject({
        name: "ValidationException",
        message: expect.stringMatching(
          /^1 validation error detected: Value 'RSA_1024' at 'keyPairSpec' failed/,
        ),
      })
    })

    test.each([GenerateDataKeyPairCommand, GenerateDataKeyPairWithoutPlaintextCommand])(
      "GenerateDataKeyPair with DryRun says that it would have succeeded",
      async (Command) => {
        const { KeyId } = await newKey()
        const command = new Command({ KeyId, KeyPairSpec: "RSA_4096", DryRun: true })
        const call = kms.send(command as GenerateDataKeyPairCommand)
        expect(await refusalOf(call)).toEqual(DRY_RUN)
      },
    )

    test("GenerateDataKeyPair refuses an enclave as the recipient, which is not built", async () => {
      const { KeyId } = await newKey()
      const Recipient = {
        KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256" as const,
        AttestationDocument: new Uint8Array(8),
      }
      const call = kms.send(
        new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256", Recipient }),
      )
      expect(await refusalOf(call)).toMatchObject({ name: "UnsupportedOperationException" })
    })
  })
}

/** Without OpenSSL on the machine the halves are only looked at: the suite says so when it starts. */
function judged(
  spec: string,
  description: string,
  privateKey: Uint8Array | undefined,
  publicKey: Uint8Array | undefined,
): void {
  if (privateKey === undefined || publicKey === undefined) throw new Error("half a pair is missing")
  expect(privateKey.length).toBeGreaterThan(40)
  if (opensslVersion === undefined) return
  const verdict = judge(spec, privateKey, publicKey)
  expect(verdict.check).toBe("Key is valid")
  expect(verdict.derived).toEqual(publicKey)
  expect(verdict.description).toBe(description)
  expect(verdict.signs).toBe(true)
}
