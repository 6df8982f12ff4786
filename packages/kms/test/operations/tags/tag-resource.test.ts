/** TagResource: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

const tag = (TagKey: string, TagValue = "v") => ({ TagKey, TagValue })
const numbered = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => tag(`key${from + i}`))

describe("Shape", () => {
  test.each([
    [
      { TagKey: "" },
      "Value '' at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length greater than or equal to 1",
    ],
    [
      { TagKey: "k".repeat(129) },
      "at 'tags.1.member.tagKey' failed to satisfy constraint: Member must have length less than or equal to 128",
    ],
    [
      { TagValue: "v".repeat(257) },
      "at 'tags.1.member.tagValue' failed to satisfy constraint: Member must have length less than or equal to 256",
    ],
    [
      { TagValue: null },
      "Value null at 'tags.1.member.tagValue' failed to satisfy constraint: Member must not be null",
    ],
  ])("TagResource refuses the tag %#", async (change, expected) => {
    const { refused, key } = await client()
    const Tags = [{ ...tag("a"), ...change }]
    expect(await refused("TagResource", { KeyId: await key(), Tags })).toContain(expected)
  })

  test("TagResource refuses a request without tags", async () => {
    const { refused, key } = await client()
    expect(await refused("TagResource", { KeyId: await key() })).toContain("Value null at 'tags'")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("TagResource refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("TagResource", { KeyId, Tags: [tag("a")] })).toBe(
      expected,
    )
  })

  test.each([
    ["a key that comes twice", [tag("a"), tag("a", "w")], "TagException: Duplicate tag keys"],
    ["a key of AWS", [tag("aws:a")], "TagException: Tags beginning with aws: are reserved"],
    [
      "a key of AWS in capitals",
      [tag("b"), tag("AWS:x")],
      "TagException: Tags beginning with aws: are reserved",
    ],
    ["51 tags", numbered(51), "TagException: Too many tags"],
  ])("TagResource refuses %s, and adds none", async (_, Tags, expected) => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    expect(await refused("TagResource", { KeyId, Tags })).toBe(expected)
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags: [] })
  })

  test("TagResource refuses the 51st tag of a key, and still changes the 50th", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key({ Tags: numbered(50) })
    expect(await refused("TagResource", { KeyId, Tags: [tag("more")] })).toBe(
      "LimitExceededException: Too many tags",
    )
    await ok("TagResource", { KeyId, Tags: [tag("key49", "changed")] })
    const { Tags } = await ok<{ Tags: object[] }>("ListResourceTags", { KeyId })
    expect(Tags).toEqual([...numbered(49), tag("key49", "changed")])
  })

  test("TagResource refuses a key that is pending deletion", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await refused("TagResource", { KeyId, Tags: [tag("a")] })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
  })
})

describe("Deed", () => {
  test("TagResource adds new tags at the end, and changes the values of old ones in their place", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Tags: [tag("b"), tag("a")] })
    expect(
      await ok("TagResource", {
        KeyId: keyArn(KeyId),
        Tags: [tag("c", ""), tag("b", "new"), tag("ключ 🔑", "я")],
      }),
    ).toBeUndefined()
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({
      Tags: [tag("b", "new"), tag("a"), tag("c", ""), tag("ключ 🔑", "я")],
    })
  })

  test("TagResource tells capitals apart, and takes names that programs trip over", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const Tags = ["a", "A", "__proto__", "constructor", "1", "0"].map((name) => tag(name))
    await ok("TagResource", { KeyId, Tags })
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags })
  })

  test("TagResource works on a disabled key", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("DisableKey", { KeyId })
    await ok("TagResource", { KeyId, Tags: [tag("a")] })
  })

  test("TagResource loses no tag when five requests come at once", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const names = ["a", "b", "c", "d", "e"]
    await Promise.all(names.map((name) => ok("TagResource", { KeyId, Tags: [tag(name)] })))
    const { Tags } = await ok<{ Tags: { TagKey: string }[] }>("ListResourceTags", { KeyId })
    expect(Tags.map(({ TagKey }) => TagKey).sort()).toEqual(names)
  })
})
