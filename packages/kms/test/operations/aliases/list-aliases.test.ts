/** ListAliases: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, type Client, client, inRegion } from "../../client.ts"

interface Answer {
  Aliases: { AliasName: string; TargetKeyId: string }[]
  NextMarker?: string
  Truncated: boolean
}

/** 50 aliases for each of as many keys as are needed; names in an order of their own. */
async function withAliases({ ok, key }: Client, count: number): Promise<string[]> {
  const names = Array.from({ length: count }, (_, i) => `alias/${(i * 37) % count}`)
  let TargetKeyId = ""
  for (const [i, AliasName] of names.entries()) {
    if (i % 50 === 0) TargetKeyId = await key()
    await ok("CreateAlias", { AliasName, TargetKeyId })
  }
  return names.sort()
}

async function pagesOf({ ok }: Client, input: object): Promise<string[][]> {
  const pages: string[][] = []
  let marker: string | undefined
  for (let i = 0; i < 20; i++) {
    const answer: Answer = await ok<Answer>("ListAliases", { ...input, Marker: marker })
    pages.push(answer.Aliases.map(({ AliasName }) => AliasName))
    expect(answer.Truncated).toBe(answer.NextMarker !== undefined)
    marker = answer.NextMarker
    if (marker === undefined) return pages
  }
  throw new Error("the list has no end")
}

describe("Shape", () => {
  test.each([0, 1001])("ListAliases refuses a limit of %d", async (Limit) => {
    expect(await (await client()).refused("ListAliases", { Limit })).toContain("at 'limit'")
  })

  test("ListAliases refuses a marker beyond Latin-1", async () => {
    expect(await (await client()).refused("ListAliases", { Marker: "ключ" })).toContain(
      "at 'marker'",
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("ListAliases refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("ListAliases", { KeyId })).toBe(expected)
  })

  test("ListAliases refuses a marker that it did not give for this very list", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const { ok, refused } = caller
    await withAliases(caller, 3)
    const { Aliases, NextMarker = "" } = await ok<Answer>("ListAliases", { Limit: 1 })
    const KeyId = Aliases[0]?.TargetKeyId
    const sentence = "InvalidMarkerException: The marker is not one that this operation gave."
    expect(await refused("ListAliases", { Marker: "alias/0" })).toBe(sentence)
    expect(await refused("ListAliases", { Marker: `${NextMarker}x` })).toBe(sentence)
    expect(await refused("ListAliases", { Marker: NextMarker, KeyId })).toBe(sentence)
    expect(await refused("ListKeys", { Marker: NextMarker })).toBe(sentence)
    const elsewhere = inRegion(caller, "eu-west-1")
    expect(await elsewhere.refused("ListAliases", { Marker: NextMarker })).toBe(sentence)
  })
})

describe("Deed", () => {
  test("ListAliases lists nothing where there is nothing", async () => {
    const { ok, key } = await client()
    expect(await ok("ListAliases")).toEqual({ Aliases: [], Truncated: false })
    expect(await ok("ListAliases", { KeyId: await key() })).toEqual({
      Aliases: [],
      Truncated: false,
    })
  })

  test("ListAliases lists by name, 50 to a page, 100 at most", async () => {
    const caller = await client()
    const names = await withAliases(caller, 120)
    for (const [limit, lengths] of [
      [undefined, [50, 50, 20]],
      [1000, [100, 20]],
      [60, [60, 60]],
      [7, [...Array(17).fill(7), 1]],
    ]) {
      const pages = await pagesOf(caller, { Limit: limit })
      expect(pages.map((page) => page.length)).toEqual(lengths)
      expect(pages.flat()).toEqual(names)
    }
  })

  test("ListAliases lists the aliases of one key", async () => {
    const caller = await client()
    const { ok, key } = caller
    const [one, other] = [await key(), await key()]
    for (const AliasName of ["alias/c", "alias/a", "alias/b"]) {
      await ok("CreateAlias", { AliasName, TargetKeyId: one })
    }
    await ok("CreateAlias", { AliasName: "alias/ab", TargetKeyId: other })
    expect(await pagesOf(caller, { KeyId: one, Limit: 2 })).toEqual([
      ["alias/a", "alias/b"],
      ["alias/c"],
    ])
    expect(await pagesOf(caller, { KeyId: other })).toEqual([["alias/ab"]])
  })

  test("ListAliases goes on behind an alias that was deleted meanwhile", async () => {
    const caller = await client()
    const { ok } = caller
    const names = await withAliases(caller, 5)
    const { NextMarker } = await ok<Answer>("ListAliases", { Limit: 2 })
    await ok("DeleteAlias", { AliasName: names[1] })
    const rest = await ok<Answer>("ListAliases", { Marker: NextMarker })
    expect(rest.Aliases.map(({ AliasName }) => AliasName)).toEqual(names.slice(2))
  })

  test("ListAliases lists no aliases of another Region", async () => {
    const caller = await client({ regions: ["us-east-1", "us-east-10"] })
    await withAliases(caller, 1)
    const elsewhere = inRegion(caller, "us-east-10")
    expect(await elsewhere.ok("ListAliases")).toEqual({ Aliases: [], Truncated: false })
  })
})
