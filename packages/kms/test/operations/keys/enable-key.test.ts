/** EnableKey: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

describe("Shape", () => {
  test("EnableKey refuses a request without a key, or with one that is no text", async () => {
    const { refused } = await client()
    expect(await refused("EnableKey")).toContain("Value null at 'keyId'")
    expect(await refused("EnableKey", { KeyId: 1 })).toContain("SerializationException: KeyId")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("EnableKey refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("EnableKey", { KeyId })).toBe(expected)
  })

  test("EnableKey refuses a key that is pending deletion, and leaves it so", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await refused("EnableKey", { KeyId })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: "PendingDeletion" },
    })
  })
})

describe("Deed", () => {
  test.each([(id: string) => id, keyArn])(
    "EnableKey sets the state, and may be repeated",
    async (form) => {
      const { ok, key } = await client()
      const KeyId = await key()
      await ok("DisableKey", { KeyId })
      for (let i = 0; i < 2; i++) {
        expect(await ok("EnableKey", { KeyId: form(KeyId) })).toBeUndefined()
        expect(await ok("DescribeKey", { KeyId })).toMatchObject({
          KeyMetadata: { KeyState: "Enabled", Enabled: true },
        })
      }
    },
  )
})
