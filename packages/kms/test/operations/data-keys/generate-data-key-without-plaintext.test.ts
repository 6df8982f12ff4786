/** GenerateDataKeyWithoutPlaintext: shape, refusals, deed. */
import { decodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { client, keyArn } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"

const operation = "GenerateDataKeyWithoutPlaintext"

describe("Shape", () => {
  test("GenerateDataKeyWithoutPlaintext refuses 1025 bytes", async () => {
    const { refused, key } = await client()
    expect(await refused(operation, { KeyId: await key(), NumberOfBytes: 1025 })).toContain(
      "Value '1025' at 'numberOfBytes'",
    )
  })
})

describe("Refusals", () => {
  test.each(badKeys(operation))(
    "GenerateDataKeyWithoutPlaintext refuses the key %s",
    async (KeyId, expected) => {
      const { refused } = await client()
      expect(await refused(operation, { KeyId, KeySpec: "AES_256" })).toBe(expected)
    },
  )

  test.each([{}, { KeySpec: "AES_128", NumberOfBytes: 16 }])(
    "GenerateDataKeyWithoutPlaintext refuses %j",
    async (input) => {
      const { refused, key } = await client()
      expect(await refused(operation, { KeyId: await key(), ...input })).toBe(
        "ValidationException: Please specify either number of bytes or key spec.",
      )
    },
  )
})

describe("Deed", () => {
  test("GenerateDataKeyWithoutPlaintext answers the key sealed only", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const made = await ok(operation, { KeyId, KeySpec: "AES_128", EncryptionContext: { a: "b" } })
    expect(made).toEqual({
      CiphertextBlob: expect.any(String),
      KeyId: keyArn(KeyId),
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    const { CiphertextBlob } = made
    const opened = await ok<{ Plaintext: string }>("Decrypt", {
      CiphertextBlob,
      EncryptionContext: { a: "b" },
    })
    expect(decodeBase64(opened.Plaintext)?.length).toBe(16)
  })
})
