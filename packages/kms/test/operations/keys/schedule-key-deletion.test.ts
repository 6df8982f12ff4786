/** ScheduleKeyDeletion: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, type Client, client, keyArn, startMs, unknownKeyId } from "../../client.ts"

const dayMs = 86_400_000
const kinds = ["key", "alias", "alias-of-key", "deletion"] as const

async function rowsLeft({ store }: Client): Promise<number> {
  const lists = await Promise.all(kinds.map((kind) => store.list(kind, { limit: 100 })))
  return lists.flat().length
}

describe("Shape", () => {
  test.each([
    [
      6,
      "Value '6' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value greater than or equal to 7",
    ],
    [
      31,
      "Value '31' at 'pendingWindowInDays' failed to satisfy constraint: Member must have value less than or equal to 30",
    ],
  ])("ScheduleKeyDeletion refuses a waiting period of %d days", async (days, expected) => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), PendingWindowInDays: days }
    expect(await refused("ScheduleKeyDeletion", input)).toContain(expected)
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("ScheduleKeyDeletion refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("ScheduleKeyDeletion", { KeyId })).toBe(expected)
  })

  test("ScheduleKeyDeletion refuses to schedule it twice, and the first date stands", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    const { DeletionDate } = await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    expect(await refused("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 30 })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { DeletionDate } })
  })
})

describe("Deed", () => {
  test.each([
    [7, 7],
    [30, 30],
    [undefined, 30],
  ])(
    "ScheduleKeyDeletion with %s days answers the date %d days from now",
    async (days, expected) => {
      const { ok, key } = await client()
      const KeyId = await key()
      expect(await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: days })).toEqual({
        KeyId: keyArn(KeyId),
        DeletionDate: (startMs + expected * dayMs) / 1000,
        KeyState: "PendingDeletion",
        PendingWindowInDays: expected,
      })
    },
  )

  test("A key is there until its date, and gone from then on, swept or not", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    await caller.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    const Plaintext = "YQ=="
    const { CiphertextBlob } = await caller.ok("Encrypt", { KeyId, Plaintext })
    await caller.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    caller.clock.nowMs += 7 * dayMs - 1
    expect(await caller.kms.sweep()).toBe(0)
    expect(await caller.ok("DescribeKey", { KeyId })).toBeDefined()
    caller.clock.nowMs += 1
    for (const swept of [false, true]) {
      if (swept) expect(await caller.kms.sweep()).toBe(1)
      const gone = `NotFoundException: Key '${keyArn(KeyId)}' does not exist`
      expect(await caller.refused("DescribeKey", { KeyId })).toBe(gone)
      expect(await caller.refused("CancelKeyDeletion", { KeyId })).toBe(gone)
      expect(await caller.refused("DescribeKey", { KeyId: "alias/a" })).toContain("is not found.")
      expect(await caller.refused("Decrypt", { CiphertextBlob })).toContain("AccessDeniedException")
    }
    expect(await rowsLeft(caller)).toBe(0)
    expect(await caller.kms.sweep()).toBe(0)
  })

  test("A clock that was put back deletes nothing early", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    await caller.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    caller.clock.nowMs = startMs - 365 * dayMs
    expect(await caller.kms.sweep()).toBe(0)
    caller.clock.nowMs = startMs + 7 * dayMs - 1
    expect(await caller.kms.sweep()).toBe(0)
    await caller.ok("CancelKeyDeletion", { KeyId })
  })

  test("A sweep deletes those that are due with all their rows, and leaves the others theirs", async () => {
    const caller = await client()
    const made: string[] = []
    for (const days of [7, 8, 30]) {
      const KeyId = await caller.key()
      made.push(KeyId)
      for (const name of ["a", "b"]) {
        await caller.ok("CreateAlias", { AliasName: `alias/${name}${days}`, TargetKeyId: KeyId })
      }
      await caller.ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: days })
    }
    const rowsBefore = await rowsLeft(caller)
    caller.clock.nowMs += 8 * dayMs
    expect(await caller.kms.sweep()).toBe(2)
    expect(await rowsLeft(caller)).toBe(rowsBefore / 3)
    expect(await caller.ok("DescribeKey", { KeyId: "alias/a30" })).toMatchObject({
      KeyMetadata: { KeyId: made[2] },
    })
  })

  test("An alias that moved to another key outlives the first", async () => {
    const caller = await client()
    const [first, second] = [await caller.key(), await caller.key()]
    await caller.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: first })
    await caller.ok("UpdateAlias", { AliasName: "alias/a", TargetKeyId: second })
    await caller.ok("ScheduleKeyDeletion", { KeyId: first, PendingWindowInDays: 7 })
    caller.clock.nowMs += 7 * dayMs
    expect(await caller.kms.sweep()).toBe(1)
    expect(await caller.ok("DescribeKey", { KeyId: "alias/a" })).toMatchObject({
      KeyMetadata: { KeyId: second },
    })
  })

  test("A sweep with nothing to do leaves everything as it is", async () => {
    const caller = await client()
    await caller.key()
    expect(await caller.kms.sweep()).toBe(0)
    expect(await caller.refused("DescribeKey", { KeyId: unknownKeyId })).toContain("NotFound")
    expect(await rowsLeft(caller)).toBe(1)
  })
})
