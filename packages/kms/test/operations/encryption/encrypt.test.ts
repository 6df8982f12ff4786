/** Encrypt: shape, refusals, deed. */
import { decodeBase64, encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { aliasArn, client, keyArn } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"

const Plaintext = encodeBase64(new TextEncoder().encode("a secret"))

describe("Shape", () => {
  test.each([
    [0, "greater than or equal to 1"],
    [4097, "less than or equal to 4096"],
  ])("Encrypt refuses %d bytes, and does not repeat them", async (length, rule) => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), Plaintext: encodeBase64(new Uint8Array(length)) }
    expect(await refused("Encrypt", input)).toBe(
      `ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length ${rule}`,
    )
  })

  test("Encrypt names both members that are missing", async () => {
    expect(await (await client()).refused("Encrypt")).toBe(
      "ValidationException: 2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'plaintext' failed to satisfy constraint: Member must not be null",
    )
  })

  test.each([
    [{ Plaintext: "a b=" }, "Plaintext: a string of base64 with padding is expected."],
    [{ EncryptionContext: { a: 1 } }, "EncryptionContext.a: a string is expected."],
    [{ EncryptionContext: { a: "\ud800" } }, "EncryptionContext.a: a string is expected."],
    [{ EncryptionContext: ["a"] }, "EncryptionContext: an object is expected."],
    [{ DryRun: "true" }, "DryRun: true or false is expected."],
  ])("Encrypt refuses %j", async (input, sentence) => {
    const { refused, key } = await client()
    expect(await refused("Encrypt", { KeyId: await key(), Plaintext, ...input })).toBe(
      `SerializationException: ${sentence}`,
    )
  })

  test("Encrypt refuses an algorithm that AWS does not have", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), Plaintext, EncryptionAlgorithm: "ROT13" }
    expect(await refused("Encrypt", input)).toContain(
      "Value 'ROT13' at 'encryptionAlgorithm' failed to satisfy constraint: Member must satisfy enum value set: [SYMMETRIC_DEFAULT, ",
    )
  })
})

describe("Refusals", () => {
  test.each(badKeys("Encrypt"))("Encrypt refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("Encrypt", { KeyId, Plaintext })).toBe(expected)
  })

  test("Encrypt calls an ARN that is none an invalid key id: it declares no InvalidArnException", async () => {
    const { refused } = await client()
    expect(await refused("Encrypt", { KeyId: "arn:aws:s3:::bucket", Plaintext })).toBe(
      "NotFoundException: Invalid keyId 'arn:aws:s3:::bucket'",
    )
  })

  test("Encrypt refuses an algorithm of other keys", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), Plaintext, EncryptionAlgorithm: "RSAES_OAEP_SHA_256" }
    expect(await refused("Encrypt", input)).toBe(
      "InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.",
    )
  })

  test("Encrypt takes a context of 8192 encoded bytes and refuses one of 8193, dry or not", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    // Two bytes of count, and two of length before each text (docs/formats/envelope.md).
    const longest = 8192 - 2 - 2 - 2 - "a".length
    const context = (length: number) => ({ EncryptionContext: { a: "v".repeat(length) } })
    await ok("Encrypt", { KeyId, Plaintext, ...context(longest) })
    for (const DryRun of [false, true]) {
      const input = { KeyId, Plaintext, DryRun, ...context(longest + 1) }
      expect(await refused("Encrypt", input)).toMatch(/^ValidationException: .*8192 bytes/)
    }
  })

  test("Encrypt refuses a dry run that would have succeeded, and says so", async () => {
    const { refused, key } = await client()
    expect(await refused("Encrypt", { KeyId: await key(), Plaintext, DryRun: true })).toBe(
      "DryRunOperationException: The request would have succeeded, but the DryRun option is set.",
    )
  })
})

describe("Deed", () => {
  test("Encrypt takes the key in each of the four forms, and answers its ARN", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    for (const form of [KeyId, keyArn(KeyId), "alias/a", aliasArn("alias/a")]) {
      expect(await ok("Encrypt", { KeyId: form, Plaintext })).toEqual({
        CiphertextBlob: expect.any(String),
        KeyId: keyArn(KeyId),
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      })
    }
  })

  test.each([1, 4096])("Encrypt of %d bytes makes 134 more", async (length) => {
    const { ok, key } = await client()
    const input = { KeyId: await key(), Plaintext: encodeBase64(new Uint8Array(length)) }
    const { CiphertextBlob } = await ok<{ CiphertextBlob: string }>("Encrypt", input)
    expect(decodeBase64(CiphertextBlob)?.length).toBe(length + 134)
  })

  test("Encrypt makes another ciphertext every time", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const made = new Set<unknown>()
    for (let i = 0; i < 10; i++)
      made.add((await ok("Encrypt", { KeyId, Plaintext })).CiphertextBlob)
    expect(made.size).toBe(10)
  })
})
