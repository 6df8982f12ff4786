/** UntagResource: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

const tag = (TagKey: string) => ({ TagKey, TagValue: "v" })

describe("Shape", () => {
  test("UntagResource refuses a request without tag keys", async () => {
    const { refused, key } = await client()
    expect(await refused("UntagResource", { KeyId: await key() })).toContain(
      "Value null at 'tagKeys'",
    )
  })

  test("UntagResource refuses an empty tag key", async () => {
    const { refused, key } = await client()
    expect(await refused("UntagResource", { KeyId: await key(), TagKeys: ["a", ""] })).toContain(
      "at 'tagKeys' failed to satisfy constraint: Member must satisfy constraint: [Member must have length greater than or equal to 1",
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("UntagResource refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("UntagResource", { KeyId, TagKeys: ["a"] })).toBe(
      expected,
    )
  })

  test("UntagResource refuses a key that is pending deletion", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key({ Tags: [tag("a")] })
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await refused("UntagResource", { KeyId, TagKeys: ["a"] })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags: [tag("a")] })
  })
})

describe("Deed", () => {
  test("UntagResource takes tags away, and does not mind those that are not there", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Tags: ["a", "b", "c"].map(tag) })
    expect(
      await ok("UntagResource", { KeyId, TagKeys: ["c", "A", "none", "a", "a"] }),
    ).toBeUndefined()
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags: [tag("b")] })
    await ok("UntagResource", { KeyId, TagKeys: [] })
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags: [tag("b")] })
  })
})
