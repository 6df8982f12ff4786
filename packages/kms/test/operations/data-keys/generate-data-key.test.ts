/** GenerateDataKey, GenerateDataKeyPair, their siblings WithoutPlaintext, and GenerateRandom: shape, refusals, deed. */
import { decodeBase64, encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { type Client, client, keyArn } from "../../client.ts"

/** A pair that is told from every other; core's own tests make real ones. */
const withPairs = (change: object = {}): Promise<Client> =>
  client({
    generateKeyPair: async (spec) => ({
      spec,
      privateKey: new TextEncoder().encode(`private ${spec}`),
      publicKey: new TextEncoder().encode(`public ${spec}`),
    }),
    ...change,
  })

describe("Shape", () => {
  test.each([0, 1025])("GenerateRandom refuses %d bytes", async (NumberOfBytes) => {
    expect(await (await client()).refused("GenerateRandom", { NumberOfBytes })).toContain(
      `Value '${NumberOfBytes}' at 'numberOfBytes' failed to satisfy constraint: Member must have value`,
    )
  })

  test("GenerateDataKeyPair refuses a request without a spec", async () => {
    const { refused, key } = await client()
    expect(await refused("GenerateDataKeyPair", { KeyId: await key() })).toBe(
      "ValidationException: 1 validation error detected: Value null at 'keyPairSpec' failed to satisfy constraint: Member must not be null",
    )
  })
})

describe("Refusals", () => {
  test("GenerateRandom refuses to guess a length", async () => {
    expect(await (await client()).refused("GenerateRandom")).toBe(
      "ValidationException: NumberOfBytes is required.",
    )
  })

  test("GenerateRandom knows no custom key store", async () => {
    const input = { NumberOfBytes: 1, CustomKeyStoreId: "cks-1" }
    expect(await (await client()).refused("GenerateRandom", input)).toContain(
      "CustomKeyStoreNotFoundException",
    )
  })

  test.each([{}, { KeySpec: "AES_256", NumberOfBytes: 32 }])(
    "GenerateDataKey refuses %j",
    async (input) => {
      const { refused, key } = await client()
      expect(await refused("GenerateDataKey", { KeyId: await key(), ...input })).toBe(
        "ValidationException: Please specify either number of bytes or key spec.",
      )
    },
  )

  test("GenerateDataKeyPair refuses SM2 outside China and ML-KEM inside", async () => {
    const { refused, key } = await withPairs()
    expect(await refused("GenerateDataKeyPair", { KeyId: await key(), KeyPairSpec: "SM2" })).toBe(
      "UnsupportedOperationException: KeyPairSpec SM2 is not supported in this Region.",
    )
    const china = await withPairs({ regions: ["cn-north-1"], region: "cn-north-1" })
    const input = { KeyId: await china.key(), KeyPairSpec: "ML_KEM_768" }
    expect(await china.refused("GenerateDataKeyPair", input)).toBe(
      "UnsupportedOperationException: KeyPairSpec ML_KEM_768 is not supported in this Region.",
    )
  })

  test("GenerateDataKeyPair makes nothing in a dry run", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), KeyPairSpec: "RSA_4096", DryRun: true }
    expect(await refused("GenerateDataKeyPair", input)).toContain("DryRunOperationException")
  })

  test("GenerateDataKeyPair tells the caller to slow down when too many pairs are waiting", async () => {
    const full = Object.assign(new Error("full"), { name: "KeyPairQueueFull" })
    const { refused, key } = await client({ generateKeyPair: () => Promise.reject(full) })
    expect(
      await refused("GenerateDataKeyPair", { KeyId: await key(), KeyPairSpec: "RSA_2048" }),
    ).toBe(
      "ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
    )
  })
})

describe("Deed", () => {
  test.each([
    [{ KeySpec: "AES_256" }, 32],
    [{ KeySpec: "AES_128" }, 16],
    [{ NumberOfBytes: 1024 }, 1024],
  ])("GenerateDataKey answers a key of %j twice: plain and sealed", async (input, length) => {
    const { ok, key } = await client()
    const KeyId = await key()
    const made = await ok<{ Plaintext: string; CiphertextBlob: string }>("GenerateDataKey", {
      KeyId,
      EncryptionContext: { a: "b" },
      ...input,
    })
    expect(decodeBase64(made.Plaintext)?.length).toBe(length)
    const { CiphertextBlob } = made
    const opened = await ok("Decrypt", { CiphertextBlob, EncryptionContext: { a: "b" } })
    expect(opened).toMatchObject({ Plaintext: made.Plaintext, KeyId: keyArn(KeyId) })
  })

  test("GenerateDataKeyWithoutPlaintext answers it sealed only", async () => {
    const { ok, key } = await client()
    const made = await ok("GenerateDataKeyWithoutPlaintext", {
      KeyId: await key(),
      KeySpec: "AES_256",
    })
    expect(Object.keys(made)).toEqual(["CiphertextBlob", "KeyId", "KeyMaterialId"])
  })

  test("GenerateDataKeyPair answers the pair, and Decrypt exactly the private half", async () => {
    const { ok, key } = await withPairs()
    const KeyId = await key()
    const made = await ok<Record<string, string>>("GenerateDataKeyPair", {
      KeyId,
      KeyPairSpec: "ECC_NIST_P256",
    })
    const privateKey = encodeBase64(new TextEncoder().encode("private ECC_NIST_P256"))
    expect(made).toEqual({
      PrivateKeyCiphertextBlob: expect.any(String),
      PrivateKeyPlaintext: privateKey,
      PublicKey: encodeBase64(new TextEncoder().encode("public ECC_NIST_P256")),
      KeyId: keyArn(KeyId),
      KeyPairSpec: "ECC_NIST_P256",
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const opened = await ok("Decrypt", { CiphertextBlob: made.PrivateKeyCiphertextBlob })
    expect(opened).toMatchObject({ Plaintext: privateKey })
  })

  test("GenerateDataKeyPairWithoutPlaintext keeps the private half sealed, and wipes it", async () => {
    let kept = new Uint8Array()
    const { ok, key } = await client({
      generateKeyPair: async (spec) => {
        kept = new Uint8Array(40).fill(9)
        return { spec, privateKey: kept, publicKey: Uint8Array.of(1) }
      },
    })
    const made = await ok("GenerateDataKeyPairWithoutPlaintext", {
      KeyId: await key(),
      KeyPairSpec: "RSA_2048",
    })
    expect(made).not.toHaveProperty("PrivateKeyPlaintext")
    expect(kept).toEqual(new Uint8Array(40))
  })

  test("GenerateDataKeyPair makes SM2 in China", async () => {
    const china = await withPairs({ regions: ["cn-north-1"], region: "cn-north-1" })
    const made = await china.ok("GenerateDataKeyPair", {
      KeyId: await china.key(),
      KeyPairSpec: "SM2",
    })
    expect(made).toMatchObject({
      KeyPairSpec: "SM2",
      KeyId: expect.stringMatching(/^arn:aws-cn:kms:cn-north-1:/),
    })
  })

  test("GenerateRandom answers as many bytes as were asked for", async () => {
    const { Plaintext } = await (await client()).ok<{ Plaintext: string }>("GenerateRandom", {
      NumberOfBytes: 7,
    })
    expect(decodeBase64(Plaintext)?.length).toBe(7)
  })
})
