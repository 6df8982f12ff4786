/** The family `tags`. */
import {
  ListResourceTagsCommand,
  TagResourceCommand,
  UntagResourceCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { invalid, type Refusal, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

type Tag = { TagKey: string; TagValue: string }

const tag = (TagKey: string, TagValue = ""): Tag => ({ TagKey, TagValue })

const LONG_KEY = "k".repeat(129)
const LONG_VALUE = "v".repeat(257)

const REFUSED: [what: string, tags: Tag[], expected: Refusal][] = [
  [
    "51 tags",
    Array.from({ length: 51 }, (_, index) => tag(`k${index}`)),
    refusal("TagException", "Too many tags"),
  ],
  [
    "a key that comes twice",
    [tag("a", "1"), tag("a", "2")],
    refusal("TagException", "Duplicate tag keys"),
  ],
  [
    "a key of AWS's own",
    [tag("aws:x")],
    refusal("TagException", "Tags beginning with aws: are reserved"),
  ],
  [
    "a key of 129 characters",
    [tag(LONG_KEY)],
    invalid(
      `'${LONG_KEY}'`,
      "tags.1.member.tagKey",
      "Member must have length less than or equal to 128",
    ),
  ],
  [
    "a value of 257 characters",
    [tag("a"), tag("b", LONG_VALUE)],
    invalid(
      `'${LONG_VALUE}'`,
      "tags.2.member.tagValue",
      "Member must have length less than or equal to 256",
    ),
  ],
]

export function tags({ kms, newKey }: Stand): void {
  const put = (KeyId: string, Tags: Tag[]): Promise<unknown> =>
    kms.send(new TagResourceCommand({ KeyId, Tags }))

  const list = async (KeyId: string): Promise<Tag[]> =>
    (await kms.send(new ListResourceTagsCommand({ KeyId }))).Tags as Tag[]

  describe("tags", () => {
    test("TagResource adds tags and overwrites values", async () => {
      const { KeyId } = await newKey()
      await put(KeyId, [tag("team", "payments"), tag("stage", "test")])
      await put(KeyId, [tag("stage", "live"), tag("cost", "12")])
      const expected = [tag("team", "payments"), tag("stage", "live"), tag("cost", "12")]
      const found = await list(KeyId)
      expect(found).toHaveLength(3)
      expect(found).toEqual(expect.arrayContaining(expected))
    })

    test("ListResourceTags keeps the order in which tags came", async () => {
      const { KeyId } = await newKey()
      const given = [tag("z"), tag("a"), tag("m")]
      for (const each of given) await put(KeyId, [each])
      expect(await list(KeyId)).toEqual(given)
    })

    test.each(REFUSED)("TagResource refuses %s", async (_what, Tags, expected) => {
      const { KeyId } = await newKey()
      expect(await refusalOf(put(KeyId, Tags))).toEqual(expected)
      expect(await list(KeyId)).toEqual([])
    })

    test("TagResource refuses a 51st tag beside 50", async () => {
      const { KeyId } = await newKey()
      await put(
        KeyId,
        Array.from({ length: 50 }, (_, index) => tag(`k${index}`)),
      )
      await put(KeyId, [tag("k1", "overwritten")])
      const answer = await refusalOf(put(KeyId, [tag("one-more")]))
      expect(["TagException", "LimitExceededException"]).toContain(answer.name)
    })

    test("UntagResource takes tags away, and does not mind unknown ones", async () => {
      const { KeyId } = await newKey()
      await put(KeyId, [tag("a"), tag("b")])
      await kms.send(new UntagResourceCommand({ KeyId, TagKeys: ["a", "never-there"] }))
      expect(await list(KeyId)).toEqual([tag("b")])
    })
  })
}
