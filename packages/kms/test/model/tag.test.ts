import { describe, expect, test } from "vitest"
import { brokenTagRule, mergeTags } from "../../src/model/tag.ts"

const tags = (...keys: string[]) => keys.map((TagKey) => ({ TagKey, TagValue: "v" }))

describe("Tags", () => {
  test.each([
    [tags("a", "b"), undefined],
    [tags("a", "A"), undefined],
    [tags("awsome", "my:aws:"), undefined],
    [tags("a", "b", "a"), "duplicateTagKeys"],
    [tags("aws:a"), "reservedTagKey"],
    [tags("AwS:a"), "reservedTagKey"],
    [[], undefined],
  ])("brokenTagRule of %j is %s", (given, rule) => {
    expect(brokenTagRule(given)).toBe(rule)
  })

  test("mergeTags keeps the place of a known key and changes its value", () => {
    const merged = mergeTags(tags("a", "b"), [
      { TagKey: "c", TagValue: "w" },
      { TagKey: "a", TagValue: "w" },
    ])
    expect(merged).toEqual([
      { TagKey: "a", TagValue: "w" },
      { TagKey: "b", TagValue: "v" },
      { TagKey: "c", TagValue: "w" },
    ])
  })

  test("mergeTags takes `__proto__` for a key like any other", () => {
    expect(mergeTags([], tags("__proto__"))).toEqual(tags("__proto__"))
  })
})
