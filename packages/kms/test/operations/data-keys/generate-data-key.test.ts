/** GenerateDataKey: shape, refusals, deed. */
import { decodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { client, keyArn } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"

interface DataKey {
  Plaintext: string
  CiphertextBlob: string
}

describe("Shape", () => {
  test.each([
    [{ NumberOfBytes: 0 }, "Value '0' at 'numberOfBytes'"],
    [{ NumberOfBytes: 1025 }, "Value '1025' at 'numberOfBytes'"],
    [{ KeySpec: "AES_512" }, "Member must satisfy enum value set: [AES_256, AES_128]"],
    [{ NumberOfBytes: 1.5 }, "SerializationException: NumberOfBytes"],
  ])("GenerateDataKey refuses %j", async (input, expected) => {
    const { refused, key } = await client()
    expect(await refused("GenerateDataKey", { KeyId: await key(), ...input })).toContain(expected)
  })
})

describe("Refusals", () => {
  test.each(badKeys("GenerateDataKey"))(
    "GenerateDataKey refuses the key %s",
    async (KeyId, expected) => {
      const input = { KeyId, KeySpec: "AES_256" }
      expect(await (await client()).refused("GenerateDataKey", input)).toBe(expected)
    },
  )

  test.each([{}, { KeySpec: "AES_256", NumberOfBytes: 32 }])(
    "GenerateDataKey refuses %j",
    async (input) => {
      const { refused, key } = await client()
      expect(await refused("GenerateDataKey", { KeyId: await key(), ...input })).toBe(
        "ValidationException: Please specify either number of bytes or key spec.",
      )
    },
  )

  test("GenerateDataKey refuses a recipient", async () => {
    const { refused, key } = await client()
    const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256", AttestationDocument: "YQ==" }
    const input = { KeyId: await key(), KeySpec: "AES_256", Recipient }
    expect(await refused("GenerateDataKey", input)).toBe(
      "UnsupportedOperationException: Recipient is not built yet.",
    )
  })

  test("GenerateDataKey refuses a dry run that would have succeeded", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), KeySpec: "AES_256", DryRun: true }
    expect(await refused("GenerateDataKey", input)).toContain("DryRunOperationException")
  })
})

describe("Deed", () => {
  test.each([
    [{ KeySpec: "AES_256" }, 32],
    [{ KeySpec: "AES_128" }, 16],
    [{ NumberOfBytes: 1 }, 1],
    [{ NumberOfBytes: 1024 }, 1024],
  ])("GenerateDataKey of %j answers %d bytes twice: plain and sealed", async (input, length) => {
    const { ok, key } = await client()
    const KeyId = await key()
    const EncryptionContext = { a: "b" }
    const made = await ok<DataKey>("GenerateDataKey", { KeyId, EncryptionContext, ...input })
    expect(made).toEqual({
      CiphertextBlob: expect.any(String),
      Plaintext: expect.any(String),
      KeyId: keyArn(KeyId),
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
    expect(decodeBase64(made.Plaintext)?.length).toBe(length)
    const { CiphertextBlob, Plaintext } = made
    const opened = await ok("Decrypt", { CiphertextBlob, EncryptionContext })
    expect(opened).toMatchObject({ Plaintext })
  })

  test("GenerateDataKey makes another key every time", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const one = await ok<DataKey>("GenerateDataKey", { KeyId, KeySpec: "AES_256" })
    const two = await ok<DataKey>("GenerateDataKey", { KeyId, KeySpec: "AES_256" })
    expect(one.Plaintext).not.toBe(two.Plaintext)
  })

  test("GenerateDataKey reads the store once, however many keys there are", async () => {
    const { ok, key, store } = await client()
    const KeyId = await key()
    for (let i = 0; i < 20; i++) await key()
    let verbs = 0
    for (const verb of ["read", "list", "write"] as const) {
      const real = store[verb] as (...given: unknown[]) => unknown
      Object.assign(store, {
        [verb]: (...given: unknown[]) => {
          verbs++
          return real(...given)
        },
      })
    }
    await ok("GenerateDataKey", { KeyId, KeySpec: "AES_256" })
    expect(verbs).toBe(1)
  })
})
