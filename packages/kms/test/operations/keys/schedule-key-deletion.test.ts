/** DescribeKey, ListKeys, EnableKey, DisableKey, UpdateKeyDescription, ScheduleKeyDeletion, CancelKeyDeletion: the life of a key. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, type Client, client, inRegion, keyArn, startMs } from "../../client.ts"

const dayMs = 86_400_000

async function stateOf({ ok }: Client, KeyId: string): Promise<unknown> {
  const { KeyMetadata } = await ok<{ KeyMetadata: { KeyState: string } }>("DescribeKey", { KeyId })
  return KeyMetadata.KeyState
}

describe("Shape", () => {
  test.each([6, 31])("ScheduleKeyDeletion refuses a waiting period of %d days", async (days) => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), PendingWindowInDays: days }
    expect(await refused("ScheduleKeyDeletion", input)).toContain(
      `Value '${days}' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value`,
    )
  })

  test.each(["DescribeKey", "EnableKey", "DisableKey", "ScheduleKeyDeletion", "CancelKeyDeletion"])(
    "%s refuses a request without a key",
    async (operation) => {
      expect(await (await client()).refused(operation)).toBe(
        "ValidationException: 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
      )
    },
  )
})

describe("Refusals", () => {
  const cases = ["EnableKey", "DisableKey", "ScheduleKeyDeletion", "CancelKeyDeletion"].flatMap(
    (operation) => badIdentifiers.map(([KeyId, expected]) => [operation, KeyId, expected] as const),
  )
  test.each(cases)("%s refuses the key %s", async (operation, KeyId, expected) => {
    expect(await (await client()).refused(operation, { KeyId })).toBe(expected)
  })

  test("CancelKeyDeletion refuses a key that is not pending deletion", async () => {
    const { refused, key } = await client()
    const KeyId = await key()
    expect(await refused("CancelKeyDeletion", { KeyId })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is not pending deletion.`,
    )
  })

  test.each(["EnableKey", "DisableKey", "ScheduleKeyDeletion", "UpdateKeyDescription"])(
    "%s refuses a key that is pending deletion",
    async (operation) => {
      const { ok, refused, key } = await client()
      const KeyId = await key()
      await ok("ScheduleKeyDeletion", { KeyId })
      expect(await refused(operation, { KeyId, Description: "" })).toBe(
        `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
      )
    },
  )

  test("ListKeys refuses a marker that it did not give", async () => {
    expect(await (await client()).refused("ListKeys", { Marker: "x" })).toContain(
      "InvalidMarkerException",
    )
  })
})

describe("Deed", () => {
  test("DisableKey and EnableKey switch the state, and may be repeated", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    for (const [operation, state] of [
      ["DisableKey", "Disabled"],
      ["DisableKey", "Disabled"],
      ["EnableKey", "Enabled"],
      ["EnableKey", "Enabled"],
    ] as const) {
      await caller.ok(operation, { KeyId })
      expect(await stateOf(caller, KeyId)).toBe(state)
    }
  })

  test("UpdateKeyDescription changes the words", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("UpdateKeyDescription", { KeyId, Description: "new" })
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: { Description: "new" },
    })
  })

  test("ListKeys walks through the keys of one Region, a page at a time", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const made = [await caller.key(), await caller.key(), await caller.key()]
    await inRegion(caller, "eu-west-1").key()
    const seen: string[] = []
    let Marker: string | undefined
    do {
      const page = await caller.ok<{
        Keys: { KeyId: string }[]
        NextMarker?: string
        Truncated: boolean
      }>("ListKeys", { Limit: 2, Marker })
      expect(page.Truncated).toBe(page.NextMarker !== undefined)
      seen.push(...page.Keys.map(({ KeyId }) => KeyId))
      Marker = page.NextMarker
    } while (Marker !== undefined)
    expect(seen).toEqual([...made].sort())
  })

  test("ScheduleKeyDeletion answers the date, and the key is gone when it comes", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    await caller.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    expect(await caller.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })).toEqual({
      KeyId: keyArn(KeyId),
      DeletionDate: (startMs + 7 * dayMs) / 1000,
      KeyState: "PendingDeletion",
      PendingWindowInDays: 7,
    })
    caller.clock.nowMs += 7 * dayMs - 1
    expect(await caller.kms.sweep()).toBe(0)
    expect(await stateOf(caller, KeyId)).toBe("PendingDeletion")
    caller.clock.nowMs += 1
    const gone = `NotFoundException: Key '${keyArn(KeyId)}' does not exist`
    expect(await caller.refused("DescribeKey", { KeyId })).toBe(gone)
    expect(await caller.kms.sweep()).toBe(1)
    for (const kind of ["key", "alias", "alias-of-key", "deletion"] as const) {
      expect(await caller.store.list(kind, { limit: 10 })).toEqual([])
    }
    caller.clock.nowMs = startMs
    expect(await caller.refused("DescribeKey", { KeyId })).toBe(gone)
  })

  test("CancelKeyDeletion brings the key back disabled, and no sweep deletes it", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    await caller.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    expect(await caller.ok("CancelKeyDeletion", { KeyId })).toEqual({ KeyId: keyArn(KeyId) })
    caller.clock.nowMs += 8 * dayMs
    expect(await caller.kms.sweep()).toBe(0)
    expect(await stateOf(caller, KeyId)).toBe("Disabled")
  })

  test("DescribeKey shows a damaged key as Unavailable, and no other", async () => {
    const caller = await client()
    const [damaged, sound] = [await caller.key(), await caller.key()]
    const id = `111122223333/us-east-1/${damaged}`
    const row = await caller.store.read("key", id)
    const value = row?.value.replace('"Enabled"', '"Disabled"') ?? ""
    await caller.store.write([{ kind: "key", id, expect: row?.version ?? 0, next: { value } }])
    expect(await stateOf(caller, damaged)).toBe("Unavailable")
    expect(await stateOf(caller, sound)).toBe("Enabled")
    expect(await caller.refused("Encrypt", { KeyId: damaged, Plaintext: "YQ==" })).toBe(
      `KMSInvalidStateException: ${keyArn(damaged)} is unavailable.`,
    )
  })
})
