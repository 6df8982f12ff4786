/** UpdateKeyDescription: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

describe("Shape", () => {
  test("UpdateKeyDescription refuses a request without a description", async () => {
    const { refused, key } = await client()
    expect(await refused("UpdateKeyDescription", { KeyId: await key() })).toContain(
      "Value null at 'description' failed to satisfy constraint: Member must not be null",
    )
  })

  test("UpdateKeyDescription refuses 8193 characters", async () => {
    const { refused, key } = await client()
    const Description = "d".repeat(8193)
    expect(await refused("UpdateKeyDescription", { KeyId: await key(), Description })).toContain(
      "Member must have length less than or equal to 8192",
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("UpdateKeyDescription refuses the key %s", async (KeyId, expected) => {
    const { refused } = await client()
    expect(await refused("UpdateKeyDescription", { KeyId, Description: "" })).toBe(expected)
  })

  test("UpdateKeyDescription refuses a key that is pending deletion", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await refused("UpdateKeyDescription", { KeyId, Description: "" })).toBe(
      `KMSInvalidStateException: ${keyArn(KeyId)} is pending deletion.`,
    )
  })
})

describe("Deed", () => {
  test.each(["", "new", "d".repeat(8192), 'Schlüssel \u{1f511} \\ " \n'])(
    "UpdateKeyDescription keeps the words as they are",
    async (Description) => {
      const { ok, key } = await client()
      const KeyId = await key({ Description: "old" })
      expect(await ok("UpdateKeyDescription", { KeyId, Description })).toBeUndefined()
      expect(await ok("DescribeKey", { KeyId })).toMatchObject({ KeyMetadata: { Description } })
    },
  )

  test("Ten changes of one key at once leave one of them, and undo no other", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const words = Array.from({ length: 5 }, (_, i) => `words ${i}`)
    await Promise.all([
      ...words.map((Description) => ok("UpdateKeyDescription", { KeyId, Description })),
      ...words.map((TagKey) => ok("TagResource", { KeyId, Tags: [{ TagKey, TagValue: "" }] })),
    ])
    const { KeyMetadata } = await ok<{ KeyMetadata: { Description: string } }>("DescribeKey", {
      KeyId,
    })
    expect(words).toContain(KeyMetadata.Description)
    const { Tags } = await ok<{ Tags: { TagKey: string }[] }>("ListResourceTags", { KeyId })
    expect(Tags.map(({ TagKey }) => TagKey).sort()).toEqual(words)
  })
})
