/** DescribeKey: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { aliasArn, client, inRegion, keyArn, startMs } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"

describe("Shape", () => {
  test("DescribeKey refuses a request without a key", async () => {
    expect(await (await client()).refused("DescribeKey")).toBe(
      "ValidationException: 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    )
  })

  test.each([
    ["", "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than"],
    [
      "k".repeat(2049),
      "at 'keyId' failed to satisfy constraint: Member must have length less than",
    ],
  ])("DescribeKey refuses the key '%s'", async (KeyId, expected) => {
    expect(await (await client()).refused("DescribeKey", { KeyId })).toContain(expected)
  })

  test("DescribeKey takes grant tokens by their shape: at most ten, none of them empty", async () => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    await ok("DescribeKey", { KeyId, GrantTokens: Array(10).fill("t") })
    expect(await refused("DescribeKey", { KeyId, GrantTokens: Array(11).fill("t") })).toContain(
      "at 'grantTokens' failed to satisfy constraint: Member must have length less than or equal to 10",
    )
    expect(await refused("DescribeKey", { KeyId, GrantTokens: [""] })).toContain("at 'grantTokens'")
  })
})

describe("Refusals", () => {
  test.each(badKeys("DescribeKey"))("DescribeKey refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("DescribeKey", { KeyId })).toBe(expected)
  })

  test.each(["arn:aws:kms", "arn:aws:s3:us-east-1:111122223333:key/a"])(
    "DescribeKey refuses %s as an ARN that is none",
    async (KeyId) => {
      expect(await (await client()).refused("DescribeKey", { KeyId })).toBe(
        `InvalidArnException: Invalid arn ${KeyId}`,
      )
    },
  )

  test("DescribeKey finds no key of another Region", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const KeyId = await caller.key()
    expect(await inRegion(caller, "eu-west-1").refused("DescribeKey", { KeyId })).toBe(
      `NotFoundException: Key '${keyArn(KeyId).replace("us-east-1", "eu-west-1")}' does not exist`,
    )
  })
})

describe("Deed", () => {
  test("DescribeKey answers in each of the four forms what CreateKey answered", async () => {
    const { ok } = await client()
    const made = await ok<{ KeyMetadata: { KeyId: string } }>("CreateKey", { Description: "d" })
    const { KeyId } = made.KeyMetadata
    await ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    for (const form of [KeyId, keyArn(KeyId), "alias/a", aliasArn("alias/a")]) {
      expect(await ok("DescribeKey", { KeyId: form }), form).toEqual(made)
    }
  })

  test("DescribeKey shows the date of a deletion in seconds while it is pending", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    expect(await ok("DescribeKey", { KeyId })).toMatchObject({
      KeyMetadata: {
        KeyState: "PendingDeletion",
        Enabled: false,
        DeletionDate: startMs / 1000 + 7 * 86_400,
      },
    })
    await ok("CancelKeyDeletion", { KeyId })
    const { KeyMetadata } = await ok<{ KeyMetadata: object }>("DescribeKey", { KeyId })
    expect(KeyMetadata).not.toHaveProperty("DeletionDate")
  })
})
