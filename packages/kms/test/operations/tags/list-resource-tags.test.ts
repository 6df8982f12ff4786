/** ListResourceTags: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client } from "../../client.ts"

const numbered = (count: number) =>
  Array.from({ length: count }, (_, i) => ({ TagKey: `ключ${count - i}`, TagValue: `${i}` }))

interface Answer {
  Tags: object[]
  NextMarker?: string
  Truncated: boolean
}

describe("Shape", () => {
  test.each([0, 1001])("ListResourceTags refuses a limit of %d", async (Limit) => {
    const { refused, key } = await client()
    expect(await refused("ListResourceTags", { KeyId: await key(), Limit })).toContain("at 'limit'")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("ListResourceTags refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("ListResourceTags", { KeyId })).toBe(expected)
  })

  test("ListResourceTags refuses a marker that it did not give, and one of another key", async () => {
    const { ok, refused, key } = await client()
    const [KeyId, other] = [await key({ Tags: numbered(2) }), await key({ Tags: numbered(2) })]
    const { NextMarker = "" } = await ok<Answer>("ListResourceTags", { KeyId: other, Limit: 1 })
    const sentence = "InvalidMarkerException: The marker is not one that this operation gave."
    for (const Marker of ["x", "0", NextMarker, NextMarker.replace(/.$/, "1")]) {
      expect(await refused("ListResourceTags", { KeyId, Marker })).toBe(sentence)
    }
  })
})

describe("Deed", () => {
  test("ListResourceTags lists no tags of a key that has none", async () => {
    const { ok, key } = await client()
    expect(await ok("ListResourceTags", { KeyId: await key() })).toEqual({
      Tags: [],
      Truncated: false,
    })
  })

  test("ListResourceTags lists all 50 tags at once, in the order in which they came", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Tags: numbered(50) })
    for (const Limit of [undefined, 50, 1000]) {
      const answer = await ok("ListResourceTags", { KeyId, Limit })
      expect(answer).toEqual({ Tags: numbered(50), Truncated: false })
    }
  })

  test("ListResourceTags pages without gap or repeat", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Tags: numbered(7) })
    const seen: object[] = []
    let marker: string | undefined
    for (const expected of [3, 3, 1]) {
      const answer: Answer = await ok<Answer>("ListResourceTags", {
        KeyId,
        Limit: 3,
        Marker: marker,
      })
      expect(answer.Tags).toHaveLength(expected)
      expect(answer.Truncated).toBe(answer.NextMarker !== undefined)
      marker = answer.NextMarker
      seen.push(...answer.Tags)
    }
    expect(marker).toBeUndefined()
    expect(seen).toEqual(numbered(7))
  })
})
