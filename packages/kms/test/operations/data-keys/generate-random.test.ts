/** GenerateRandom: shape, refusals, deed. */
import { decodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { client } from "../../client.ts"

describe("Shape", () => {
  test.each([
    [0, "greater than or equal to 1"],
    [1025, "less than or equal to 1024"],
  ])("GenerateRandom refuses %d bytes", async (NumberOfBytes, rule) => {
    expect(await (await client()).refused("GenerateRandom", { NumberOfBytes })).toBe(
      `ValidationException: 1 validation error detected: Value '${NumberOfBytes}' at 'numberOfBytes' failed to satisfy constraint: Member must have value ${rule}`,
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
    const input = { NumberOfBytes: 1, CustomKeyStoreId: "cks-1234567890abcdef0" }
    expect(await (await client()).refused("GenerateRandom", input)).toBe(
      "CustomKeyStoreNotFoundException: Custom key store cks-1234567890abcdef0 is not found.",
    )
  })

  test("GenerateRandom refuses a recipient", async () => {
    const input = { NumberOfBytes: 1, Recipient: {} }
    expect(await (await client()).refused("GenerateRandom", input)).toBe(
      "UnsupportedOperationException: Recipient is not built yet.",
    )
  })
})

describe("Deed", () => {
  test.each([1, 32, 1024])(
    "GenerateRandom answers %d bytes, others every time",
    async (NumberOfBytes) => {
      const { ok } = await client()
      const made = await Promise.all([1, 2].map(() => ok("GenerateRandom", { NumberOfBytes })))
      const [one, two] = made.map(({ Plaintext }) => decodeBase64(Plaintext as string))
      expect([one?.length, two?.length]).toEqual([NumberOfBytes, NumberOfBytes])
      if (NumberOfBytes > 1) expect(one).not.toEqual(two)
      expect(Object.keys(made[0] ?? {})).toEqual(["Plaintext"])
    },
  )
})
