/** UpdateAlias: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { openDomainKeys } from "../../../src/material/domain-keys.ts"
import { makeRecords } from "../../../src/material/records.ts"
import type { KeyRecord } from "../../../src/model/key.ts"
import { keyRowId } from "../../../src/model/key-id.ts"
import {
  account,
  aliasArn,
  badIdentifiers,
  type Client,
  client,
  keyArn,
  region,
  startMs,
} from "../../client.ts"
import { nodeSymmetric as symmetric } from "../../node-symmetric.ts"

describe("Shape", () => {
  test("UpdateAlias refuses a request without name and target", async () => {
    expect(await (await client()).refused("UpdateAlias")).toContain("2 validation errors detected")
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("UpdateAlias refuses the target %s", async (TargetKeyId, expected) => {
    const { refused } = await client()
    expect(await refused("UpdateAlias", { AliasName: "alias/b", TargetKeyId })).toBe(expected)
  })

  test.each([
    [
      "x",
      'ValidationException: Alias must start with the prefix "alias/". Please see https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html',
    ],
    ["alias/aws/s3", "NotAuthorizedException"],
    ["alias/none", `NotFoundException: Alias ${aliasArn("alias/none")} is not found.`],
    ["alias/a:b", `NotFoundException: Alias ${aliasArn("alias/a:b")} is not found.`],
  ])("UpdateAlias refuses the name %s", async (AliasName, expected) => {
    const { refused, key } = await client()
    expect(await refused("UpdateAlias", { AliasName, TargetKeyId: await key() })).toBe(expected)
  })

  test("UpdateAlias refuses a new target that is pending deletion, and leaves the alias", async () => {
    const { ok, refused, key } = await client()
    const [old, target] = [await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    await ok("ScheduleKeyDeletion", { KeyId: target })
    expect(await refused("UpdateAlias", { AliasName: "alias/a", TargetKeyId: target })).toBe(
      `KMSInvalidStateException: ${keyArn(target)} is pending deletion.`,
    )
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [{ TargetKeyId: old }] })
  })

  test("UpdateAlias refuses a new target that has 50 aliases", async () => {
    const { ok, refused, key } = await client()
    const [old, full] = [await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    for (let i = 0; i < 50; i++) {
      await ok("CreateAlias", { AliasName: `alias/full${i}`, TargetKeyId: full })
    }
    expect(await refused("UpdateAlias", { AliasName: "alias/a", TargetKeyId: full })).toBe(
      "LimitExceededException: Aliases per key quota for this account in this region is 50, current usage is 50.",
    )
    await ok("UpdateAlias", { AliasName: "alias/full7", TargetKeyId: full })
  })
})

describe("Refusals between keys of different kinds, which a row is planted for", () => {
  /** Writes a key's row as another version of this service would have, under the root key of client.ts. */
  async function plant(
    { store }: Client,
    KeyId: string,
    change: Partial<KeyRecord>,
  ): Promise<void> {
    const rootKey = await symmetric.importHmacKey(new Uint8Array(32).fill(1))
    const random = (): never => {
      throw new Error("bug: the domain key is there")
    }
    const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
    const records = makeRecords({ store, symmetric, domainKeys })
    const id = keyRowId({ account, region }, KeyId)
    const row = await records.read<KeyRecord>("key", id)
    const next = { ...(row?.value as KeyRecord), ...change }
    await records.write([{ kind: "key", id, expect: row?.version ?? "absent", next }])
  }

  test.each([
    [
      { keySpec: "RSA_2048", keyUsage: "SIGN_VERIFY" },
      "ValidationException: Alias alias/a cannot be changed from a CMK with key usage ENCRYPT_DECRYPT to a CMK with key usage SIGN_VERIFY. The key usage of the current CMK and the new CMK must be the same.",
    ],
    [
      { keySpec: "RSA_2048" },
      "ValidationException: Alias alias/a cannot be changed from a CMK with key spec SYMMETRIC_DEFAULT to a CMK with key spec RSA_2048. The type of the current CMK and the new CMK must be the same.",
    ],
  ] as const)("UpdateAlias refuses a target with %j", async (change, expected) => {
    const caller = await client()
    const { ok, refused, key } = caller
    const [old, target] = [await key(), await key()]
    await plant(caller, target, change)
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    expect(await refused("UpdateAlias", { AliasName: "alias/a", TargetKeyId: target })).toBe(
      expected,
    )
    expect(await ok("ListAliases")).toMatchObject({ Aliases: [{ TargetKeyId: old }] })
  })
})

describe("Deed", () => {
  test("UpdateAlias lets an alias name another key, and keeps when it was made", async () => {
    const { ok, key, clock } = await client()
    const [old, target] = [await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    clock.nowMs += 60_000
    const input = { AliasName: "alias/a", TargetKeyId: keyArn(target) }
    expect(await ok("UpdateAlias", input)).toBeUndefined()
    const entry = {
      AliasName: "alias/a",
      AliasArn: aliasArn("alias/a"),
      TargetKeyId: target,
      CreationDate: startMs / 1000,
      LastUpdatedDate: startMs / 1000 + 60,
    }
    expect(await ok("ListAliases")).toEqual({ Aliases: [entry], Truncated: false })
    expect(await ok("ListAliases", { KeyId: target })).toEqual({
      Aliases: [entry],
      Truncated: false,
    })
    expect(await ok("ListAliases", { KeyId: old })).toEqual({ Aliases: [], Truncated: false })
    expect(await ok("DescribeKey", { KeyId: "alias/a" })).toMatchObject({
      KeyMetadata: { KeyId: target },
    })
  })

  test("UpdateAlias moves an alias away from a key that is pending deletion, or gone", async () => {
    const { ok, key, clock } = await client()
    const [old, target] = [await key(), await key()]
    for (const AliasName of ["alias/a", "alias/b"]) {
      await ok("CreateAlias", { AliasName, TargetKeyId: old })
    }
    await ok("ScheduleKeyDeletion", { KeyId: old, PendingWindowInDays: 7 })
    await ok("UpdateAlias", { AliasName: "alias/a", TargetKeyId: target })
    clock.nowMs += 8 * 86_400_000
    await ok("UpdateAlias", { AliasName: "alias/b", TargetKeyId: target })
    expect(await ok("ListAliases", { KeyId: target })).toMatchObject({
      Aliases: [{ AliasName: "alias/a" }, { AliasName: "alias/b" }],
    })
  })

  test("UpdateAlias to the same key changes nothing but the date", async () => {
    const { ok, key, clock, store } = await client()
    const TargetKeyId = await key()
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId })
    clock.nowMs += 1000
    await ok("UpdateAlias", { AliasName: "alias/a", TargetKeyId })
    expect(await ok("ListAliases", { KeyId: TargetKeyId })).toMatchObject({
      Aliases: [{ CreationDate: startMs / 1000, LastUpdatedDate: startMs / 1000 + 1 }],
    })
    expect(await store.list("alias-of-key", { limit: 10 })).toHaveLength(1)
  })

  test("UpdateAlias twice at once leaves one entry, that of the key which the alias names", async () => {
    const { ok, key, store } = await client()
    const [old, one, other] = [await key(), await key(), await key()]
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: old })
    await Promise.all(
      [one, other].map((TargetKeyId) => ok("UpdateAlias", { AliasName: "alias/a", TargetKeyId })),
    )
    const { Aliases } = await ok<{ Aliases: { TargetKeyId: string }[] }>("ListAliases")
    const entries = await store.list("alias-of-key", { limit: 10 })
    expect(entries.map(({ id }) => id.split("/")[2])).toEqual([Aliases[0]?.TargetKeyId])
  })
})
