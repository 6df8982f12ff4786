/** DisableKey: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

describe("Shape", () => {
  test("DisableKey refuses a request without a key, or with one that is no text", async () => {
    const { refused } = await client()
    expect(await refused("DisableKey")).toContain("Value null at 'keyId'")
    expect(await refused("DisableKey", { KeyId: 1 })).toContain("SerializationException: KeyId")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("DisableKey refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("DisableKey", { KeyId })).toBe(expected)
  })

  test("DisableKey refuses a key that is pending deletion, and leaves it so", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await refused("DisableKey", { KeyId })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: "PendingDeletion" },
    })
  })
})

describe("Deed", () => {
  test.each([(id: string) => id, keyArn])(
    "DisableKey sets the state, and may be repeated",
    async (form) => {
      const { ok, key } = await client()
      const KeyId = await key()
      await ok("EnableKey", { KeyId })
      for (let i = 0; i < 2; i++) {
        expect(await ok("DisableKey", { KeyId: form(KeyId) })).toBeUndefined()
        expect(await ok("DescribeKey", { KeyId })).toMatchObject({
          KeyMetadata: { KeyState: "Disabled", Enabled: false },
        })
      }
    },
  )
})
