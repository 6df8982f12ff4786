/** CreateAlias: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { aliasArn, badIdentifiers, client, inRegion, keyArn, startMs } from "../../client.ts"

const names = (count: number, prefix = "alias/n") =>
  Array.from({ length: count }, (_, i) => `${prefix}${String(i).padStart(3, "0")}`)

describe("Shape", () => {
  test.each([
    ["", "Member must have length greater than or equal to 1"],
    ["alias/".padEnd(257, "x"), "Member must have length less than or equal to 256"],
    ["alias/a b", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"],
    ["alias/a\n", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"],
    ["alias/é", "Member must satisfy regular expression pattern: ^[a-zA-Z0-9:/_-]+$"],
  ])("CreateAlias refuses the name %j", async (AliasName, expected) => {
    const { refused, key } = await client()
    const refusal = await refused("CreateAlias", { AliasName, TargetKeyId: await key() })
    expect(refusal).toContain(`at 'aliasName' failed to satisfy constraint: ${expected}`)
  })

  test("CreateAlias refuses a request without name and target", async () => {
    expect(await (await client()).refused("CreateAlias")).toContain("2 validation errors detected")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("CreateAlias refuses the target %s", async (TargetKeyId, expected) => {
    const { refused } = await client()
    expect(await refused("CreateAlias", { AliasName: "alias/b", TargetKeyId })).toBe(expected)
  })

  test.each([
    [
      "x",
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    [
      "Alias/x",
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    ["alias/aws/s3", "NotAuthorizedException"],
    ["alias/", "InvalidAliasNameException"],
    ["alias/a:b", "InvalidAliasNameException"],
  ])("CreateAlias refuses the name %s", async (AliasName, expected) => {
    const { ok, refused, key } = await client()
    expect(await refused("CreateAlias", { AliasName, TargetKeyId: await key() })).toBe(expected)
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [] })
  })

  test("CreateAlias refuses a name that an alias has, of this key or another", async () => {
    const { ok, refused, key } = await client()
    const [one, other] = [await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: one })
    for (const TargetKeyId of [one, other]) {
      expect(await refused("CreateAlias", { AliasName: "alias/a", TargetKeyId })).toBe(
        `AlreadyExistsException: An alias with the name ${aliasArn("alias/a")} already exists`,
      )
    }
  })

  test("CreateAlias refuses the 51st alias of a key, and not of another", async () => {
    const { ok, refused, key } = await client()
    const [KeyId, other] = [await key(), await key()]
    for (const AliasName of names(50)) await ok("CreateAlias", { AliasName, TargetKeyId: KeyId })
    expect(await refused("CreateAlias", { AliasName: "alias/more", TargetKeyId: KeyId })).toBe(
      "LimitExceededException: Aliases per key quota for this account in this region is 50, current usage is 50.",
    )
    await ok("CreateAlias", { AliasName: "alias/more", TargetKeyId: other })
  })

  test("CreateAlias refuses a key that is pending deletion", async () => {
    const { ok, refused, key } = await client()
    const TargetKeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId: TargetKeyId })
    expect(await refused("CreateAlias", { AliasName: "alias/a", TargetKeyId })).toBe(
      `KMSInvalidStateException: ${keyArn(TargetKeyId)} is pending deletion.`,
    )
  })
})

describe("Deed", () => {
  test("CreateAlias gives a key a name that other operations take", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    for (const [AliasName, TargetKeyId] of [
      ["alias/a", KeyId],
      ["alias/team/B_2-x", keyArn(KeyId)],
    ]) {
      expect(await ok("CreateAlias", { AliasName, TargetKeyId })).toBeUndefined()
      for (const name of [AliasName, aliasArn(AliasName ?? "")]) {
        expect(await ok("DescribeKey", { KeyId: name })).toMatchObject({ KeyMetadata: { KeyId } })
      }
    }
  })

  test("CreateAlias keeps who, what and when", async () => {
    const { ok, key } = await client()
    const TargetKeyId = await key()
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId })
    expect(await ok("ListAliases")).toEqual({
      Aliases: [
        {
          AliasName: "alias/a",
          AliasArn: aliasArn("alias/a"),
          TargetKeyId,
          CreationDate: startMs / 1000,
          LastUpdatedDate: startMs / 1000,
        },
      ],
      Truncated: false,
    })
  })

  test("CreateAlias works on a disabled key, and leaves the key as it is", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Description: "d" })
    await ok("DisableKey", { KeyId })
    const before = await ok("DescribeKey", { KeyId })
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    expect(await ok("DescribeKey", { KeyId })).toEqual(before)
  })

  test("CreateAlias takes one name in two Regions", async () => {
    const one = await client({ regions: ["us-east-1", "eu-west-1"] })
    const other = inRegion(one, "eu-west-1")
    for (const { ok, key } of [one, other]) {
      const KeyId = await key()
      await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
      expect(await ok("DescribeKey", { KeyId: "alias/a" })).toMatchObject({
        KeyMetadata: { KeyId },
      })
    }
  })

  test("CreateAlias lets one of two win who want the same name", async () => {
    const { kms, ok, key, ...caller } = await client()
    const targets = [await key(), await key()]
    const outcomes = await Promise.allSettled(
      targets.map((TargetKeyId) => ok("CreateAlias", { AliasName: "alias/a", TargetKeyId })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const winner = targets[outcomes.findIndex(({ status }) => status === "fulfilled")]
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [{ TargetKeyId: winner }] })
    expect(await caller.store.list("alias-of-key", { limit: 10 })).toHaveLength(1)
  })

  test("CreateAlias holds the quota when two requests at once want the last place", async () => {
    const { ok, key } = await client()
    const TargetKeyId = await key()
    for (const AliasName of names(49)) await ok("CreateAlias", { AliasName, TargetKeyId })
    const outcomes = await Promise.allSettled(
      ["alias/a", "alias/b"].map((AliasName) => ok("CreateAlias", { AliasName, TargetKeyId })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })
})
