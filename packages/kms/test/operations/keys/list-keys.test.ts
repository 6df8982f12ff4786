/** ListKeys: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { type Client, client, inRegion, keyArn } from "../../client.ts"

interface Page {
  Keys: { KeyId: string; KeyArn: string }[]
  NextMarker?: string
  Truncated: boolean
}

async function makeKeys({ key }: Client, count: number): Promise<string[]> {
  const made: string[] = []
  for (let i = 0; i < count; i++) made.push(await key())
  return made.sort()
}

const ids = ({ Keys }: Page): string[] => Keys.map(({ KeyId }) => KeyId)

describe("Shape", () => {
  test.each([
    [{ Limit: 0 }, "Value '0' at 'limit'"],
    [{ Limit: 1001 }, "Value '1001' at 'limit'"],
    [{ Marker: "" }, "Value '' at 'marker'"],
    [{ Marker: "m".repeat(1025) }, "at 'marker'"],
    [{ Marker: "\u0100" }, "at 'marker'"],
    [{ Limit: "1" }, "SerializationException: Limit"],
  ])("ListKeys refuses %j", async (input, expected) => {
    expect(await (await client()).refused("ListKeys", input)).toContain(expected)
  })
})

describe("Refusals", () => {
  test("ListKeys refuses a marker that nobody gave", async () => {
    expect(await (await client()).refused("ListKeys", { Marker: "x" })).toBe(
      "InvalidMarkerException: The marker is not one that this operation gave.",
    )
  })

  test("ListKeys refuses a marker with a changed character, and one of another list or Region", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const TargetKeyId = (await makeKeys(caller, 2))[0]
    for (const name of ["a", "b"]) {
      await caller.ok("CreateAlias", { AliasName: `alias/${name}`, TargetKeyId })
    }
    const keys = (await caller.ok<Page>("ListKeys", { Limit: 1 })).NextMarker ?? ""
    const aliases = (await caller.ok<Page>("ListAliases", { Limit: 1 })).NextMarker ?? ""
    const changed = keys.slice(0, -1) + (keys.endsWith("0") ? "1" : "0")
    for (const Marker of [changed, aliases]) {
      expect(await caller.refused("ListKeys", { Marker })).toContain("InvalidMarkerException")
    }
    const elsewhere = inRegion(caller, "eu-west-1")
    expect(await elsewhere.refused("ListKeys", { Marker: keys })).toContain(
      "InvalidMarkerException",
    )
    expect((await caller.ok<Page>("ListKeys", { Marker: keys })).Keys).toHaveLength(1)
  })
})

describe("Deed", () => {
  test("ListKeys answers id and ARN of every key of the Region, and of no other", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const made = await makeKeys(caller, 3)
    await inRegion(caller, "eu-west-1").key()
    expect(await caller.ok("ListKeys")).toEqual({
      Keys: made.map((KeyId) => ({ KeyId, KeyArn: keyArn(KeyId) })),
      Truncated: false,
    })
  })

  test("ListKeys of an account without keys is an empty list", async () => {
    expect(await (await client()).ok("ListKeys")).toEqual({ Keys: [], Truncated: false })
  })

  test.each([1, 2, 3, 4, 5, 6])(
    "ListKeys gives five keys once each in pages of %d",
    async (Limit) => {
      const caller = await client()
      const made = await makeKeys(caller, 5)
      const seen: string[] = []
      let page: Page | undefined
      do {
        page = await caller.ok<Page>("ListKeys", { Limit, Marker: page?.NextMarker })
        expect(page.Keys.length).toBeLessThanOrEqual(Limit)
        expect(page.Truncated).toBe(page.NextMarker !== undefined)
        seen.push(...ids(page))
      } while (page.Truncated)
      expect(seen).toEqual(made)
    },
  )

  test("ListKeys goes on where it was when keys come and go between two pages", async () => {
    const caller = await client()
    const made = await makeKeys(caller, 4)
    const first = await caller.ok<Page>("ListKeys", { Limit: 2 })
    await caller.ok("ScheduleKeyDeletion", { KeyId: made[1], PendingWindowInDays: 7 })
    caller.clock.nowMs += 8 * 86_400_000
    await caller.kms.sweep()
    const second = await caller.ok<Page>("ListKeys", { Limit: 2, Marker: first.NextMarker })
    expect([...ids(first), ...ids(second)]).toEqual(made)
  })

  test("ListKeys leaves out a key whose deletion has come due, swept or not", async () => {
    const caller = await client()
    const made = await makeKeys(caller, 2)
    await caller.ok("ScheduleKeyDeletion", { KeyId: made[0], PendingWindowInDays: 7 })
    expect(ids(await caller.ok<Page>("ListKeys"))).toEqual(made)
    caller.clock.nowMs += 7 * 86_400_000
    expect(ids(await caller.ok<Page>("ListKeys"))).toEqual([made[1]])
  })
})
