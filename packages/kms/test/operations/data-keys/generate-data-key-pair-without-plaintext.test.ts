/** GenerateDataKeyPairWithoutPlaintext: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { client, keyArn } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"
import { clientWithPairs } from "../../key-pairs.ts"

const operation = "GenerateDataKeyPairWithoutPlaintext"

describe("Shape", () => {
  test("GenerateDataKeyPairWithoutPlaintext refuses a request without a spec", async () => {
    const { refused, key } = await client()
    expect(await refused(operation, { KeyId: await key() })).toContain(
      "Value null at 'keyPairSpec'",
    )
  })
})

describe("Refusals", () => {
  test.each(badKeys(operation))(
    "GenerateDataKeyPairWithoutPlaintext refuses the key %s",
    async (KeyId, expected) => {
      const { refused } = await client()
      expect(await refused(operation, { KeyId, KeyPairSpec: "RSA_2048" })).toBe(expected)
    },
  )

  test("GenerateDataKeyPairWithoutPlaintext refuses SM2 outside China, and makes nothing in a dry run", async () => {
    const { refused, key } = await client()
    const KeyId = await key()
    expect(await refused(operation, { KeyId, KeyPairSpec: "SM2" })).toBe(
      "UnsupportedOperationException: KeyPairSpec SM2 is not supported in this Region.",
    )
    expect(await refused(operation, { KeyId, KeyPairSpec: "RSA_2048", DryRun: true })).toContain(
      "DryRunOperationException",
    )
  })
})

describe("Deed", () => {
  test("GenerateDataKeyPairWithoutPlaintext answers the private half sealed only", async () => {
    const { ok, key } = await clientWithPairs()
    const KeyId = await key()
    const made = await ok(operation, { KeyId, KeyPairSpec: "ECC_NIST_P384" })
    expect(made).toEqual({
      PrivateKeyCiphertextBlob: expect.any(String),
      PublicKey: Buffer.from("public ECC_NIST_P384").toString("base64"),
      KeyId: keyArn(KeyId),
      KeyPairSpec: "ECC_NIST_P384",
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(await ok("Decrypt", { CiphertextBlob: made.PrivateKeyCiphertextBlob })).toMatchObject({
      Plaintext: Buffer.from("private ECC_NIST_P384").toString("base64"),
    })
  })

  test("GenerateDataKeyPairWithoutPlaintext wipes the private half", async () => {
    const privateKey = new Uint8Array(40).fill(9)
    const { ok, key } = await client({
      generateKeyPair: async (spec) => ({ spec, privateKey, publicKey: Uint8Array.of(1) }),
    })
    await ok(operation, { KeyId: await key(), KeyPairSpec: "RSA_2048" })
    expect(privateKey).toEqual(new Uint8Array(40))
  })
})
