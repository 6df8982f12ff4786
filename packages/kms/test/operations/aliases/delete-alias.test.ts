/** DeleteAlias: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { aliasArn, client } from "../../client.ts"

describe("Shape", () => {
  test("DeleteAlias refuses a request without a name", async () => {
    expect(await (await client()).refused("DeleteAlias")).toContain("Value null at 'aliasName'")
  })
})

describe("Refusals", () => {
  test.each([
    [
      "x",
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    [
      aliasArn("alias/a"),
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    ["alias/aws/s3", "NotAuthorizedException"],
    ["alias/none", `NotFoundException: Alias ${aliasArn("alias/none")} is not found.`],
    ["alias/", `NotFoundException: Alias ${aliasArn("alias/")} is not found.`],
  ])("DeleteAlias refuses the name %s", async (AliasName, expected) => {
    expect(await (await client()).refused("DeleteAlias", { AliasName })).toBe(expected)
  })
})

describe("Deed", () => {
  test("DeleteAlias takes the name away and leaves the key, its other aliases and no rest", async () => {
    const { ok, refused, key, store } = await client()
    const KeyId = await key()
    for (const AliasName of ["alias/a", "alias/ab"]) {
      await ok("CreateAlias", { AliasName, TargetKeyId: KeyId })
    }
    expect(await ok("DeleteAlias", { AliasName: "alias/a" })).toBeUndefined()
    expect(await refused("DescribeKey", { KeyId: "alias/a" })).toBe(
      `NotFoundException: Alias ${aliasArn("alias/a")} is not found.`,
    )
    expect(await ok("ListAliases", { KeyId })).toMatchObject({
      Aliases: [{ AliasName: "alias/ab" }],
    })
    expect(await store.list("alias-of-key", { limit: 10 })).toHaveLength(1)
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: { KeyState: "Enabled" },
    })
  })

  test("DeleteAlias works while the key is pending deletion, and makes room for a new alias", async () => {
    const { ok, key } = await client()
    const [old, fresh] = [await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    await ok("ScheduleKeyDeletion", { KeyId: old })
    await ok("DeleteAlias", { AliasName: "alias/a" })
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: fresh })
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [{ TargetKeyId: fresh }] })
  })

  test("DeleteAlias twice at once succeeds once", async () => {
    const { ok, key } = await client()
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: await key() })
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => ok("DeleteAlias", { AliasName: "alias/a" })),
    )
    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })

  test("DeleteAlias takes away an alias whose row is damaged", async () => {
    const { ok, refused, key, store } = await client()
    const KeyId = await key()
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    const [row] = await store.list("alias", { limit: 1 })
    const next = { value: row?.value.replace(KeyId, KeyId.replace(/.$/, "f")) ?? "" }
    await store.write([{ kind: "alias", id: row?.id ?? "", expect: 1, next }])
    expect(await refused("DescribeKey", { KeyId: "alias/a" })).toContain("is not found")
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [{ AliasName: "alias/a" }] })
    expect(await ok("ListAliases", { KeyId })).toMatchObject({ Aliases: [] })
    await ok("DeleteAlias", { AliasName: "alias/a" })
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [] })
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
  })
})
