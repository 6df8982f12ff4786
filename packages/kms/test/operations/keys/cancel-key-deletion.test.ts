/** CancelKeyDeletion: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

const dayMs = 86_400_000

describe("Shape", () => {
  test("CancelKeyDeletion refuses a request without a key", async () => {
    expect(await (await client()).refused("CancelKeyDeletion")).toContain("Value null at 'keyId'")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("CancelKeyDeletion refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("CancelKeyDeletion", { KeyId })).toBe(expected)
  })

  test.each(["EnableKey", "DisableKey"])(
    "CancelKeyDeletion refuses a key after %s: it is not pending deletion",
    async (operation) => {
      const { ok, refused, key } = await client()
      const KeyId = await key()
      await ok(operation, { KeyId })
      expect(await refused("CancelKeyDeletion", { KeyId })).toBe(
        `KMSInvalidStateException: ${keyArn(KeyId)} is not pending deletion.`,
      )
    },
  )
})

describe("Deed", () => {
  test("CancelKeyDeletion brings the key back disabled, and it can be enabled", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const sealed = await ok<object>("Encrypt", { KeyId, Plaintext: "YQ==" })
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await ok("CancelKeyDeletion", { KeyId })).toEqual({ KeyId: keyArn(KeyId) })
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: "Disabled", Enabled: false },
    })
    await ok("EnableKey", { KeyId })
    expect(await ok("Decrypt", sealed)).toMatchObject({ Plaintext: "YQ==" })
  })

  test("CancelKeyDeletion leaves no row behind that a sweep could find", async () => {
    const { ok, key, kms, clock, store } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    await ok("CancelKeyDeletion", { KeyId })
    expect(await store.list("deletion", { limit: 10 })).toEqual([])
    clock.nowMs += 8 * dayMs
    expect(await kms.sweep()).toBe(0)
    await ok("DescribeKey", { KeyId })
  })

  test("A deletion that is scheduled again after it was cancelled has its own date", async () => {
    const { ok, refused, key, kms, clock } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    await ok("CancelKeyDeletion", { KeyId })
    clock.nowMs += dayMs
    await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    clock.nowMs += 7 * dayMs - 1
    expect(await kms.sweep()).toBe(0)
    clock.nowMs += 1
    expect(await kms.sweep()).toBe(1)
    expect(await refused("DescribeKey", { KeyId })).toContain("NotFoundException")
  })

  test("Of a cancellation and a sweep at the same moment one wins, and nothing is half done", async () => {
    const { ok, key, kms, clock, store } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    clock.nowMs += 7 * dayMs - 1
    const cancelled = ok("CancelKeyDeletion", { KeyId })
    clock.nowMs += 1
    const [, swept] = await Promise.all([cancelled.catch(() => undefined), kms.sweep()])
    const keys = await store.list("key", { limit: 10 })
    expect(keys).toHaveLength(1 - swept)
    expect(await store.list("deletion", { limit: 10 })).toEqual([])
  })
})
