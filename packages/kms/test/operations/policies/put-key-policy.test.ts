/** PutKeyPolicy: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client } from "../../client.ts"

const statement = {
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::111122223333:root" },
  Action: "kms:*",
  Resource: "*",
}
const policy = (change: object = {}): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: { ...statement, ...change } })

const useOnly = policy({ Action: ["kms:Encrypt", "kms:Decrypt"] })

describe("Shape", () => {
  test("PutKeyPolicy refuses a request without key and policy", async () => {
    expect(await (await client()).refused("PutKeyPolicy")).toBe(
      "ValidationException: 2 validation errors detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null; Value null at 'policy' failed to satisfy constraint: Member must not be null",
    )
  })

  test("PutKeyPolicy refuses characters beyond Latin-1", async () => {
    const { refused, key } = await client()
    const Policy = policy({ Sid: "ключ" })
    expect(await refused("PutKeyPolicy", { KeyId: await key(), Policy })).toContain(
      "at 'policy' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
    )
  })

  test("PutKeyPolicy refuses more characters than the model has", async () => {
    const { refused, key } = await client()
    const Policy = policy().padEnd(131_073, " ")
    expect(await refused("PutKeyPolicy", { KeyId: await key(), Policy })).toContain(
      "Member must have length less than or equal to 131072",
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("PutKeyPolicy refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("PutKeyPolicy", { KeyId, Policy: policy() })).toBe(
      expected,
    )
  })

  test.each([
    ["another policy name", { PolicyName: "other" }, "NotFoundException: No such policy exists"],
    [
      "32 KiB and a byte",
      { Policy: policy().padEnd(32_769, " ") },
      "LimitExceededException: The key policy takes more than 32768 bytes.",
    ],
    [
      "what is no JSON",
      { Policy: "{" },
      "MalformedPolicyDocumentException: This policy contains invalid Json",
    ],
    [
      "a group",
      { Policy: policy({ Principal: { AWS: "arn:aws:iam::111122223333:group/g" } }) },
      "MalformedPolicyDocumentException: Policy contains a statement with one or more invalid principals.",
    ],
    [
      "a policy that locks the caller out",
      { Policy: useOnly },
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    ],
    [
      "a policy that locks the caller out, when the bypass says false",
      { Policy: useOnly, BypassPolicyLockoutSafetyCheck: false },
      "MalformedPolicyDocumentException: The new key policy will not allow you to update the key policy in the future.",
    ],
    [
      "a malformed policy with the bypass",
      { Policy: "[]", BypassPolicyLockoutSafetyCheck: true },
      "MalformedPolicyDocumentException: Syntax errors in policy. The document is not an object.",
    ],
  ])("PutKeyPolicy refuses %s, and leaves the old policy", async (_, input, expected) => {
    const { ok, refused, key } = await client()
    const KeyId = await key()
    const before = await ok("GetKeyPolicy", { KeyId })
    expect(await refused("PutKeyPolicy", { KeyId, Policy: policy(), ...input })).toBe(expected)
    expect(await ok("GetKeyPolicy", { KeyId })).toEqual(before)
  })
})

describe("Deed", () => {
  test("PutKeyPolicy replaces the policy as a whole, printed as AWS prints it", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    expect(
      await ok("PutKeyPolicy", { KeyId, Policy: policy({ Sid: "é" }), PolicyName: "default" }),
    ).toBeUndefined()
    const { Policy } = await ok<{ Policy: string }>("GetKeyPolicy", { KeyId })
    expect(JSON.parse(Policy)).toEqual(JSON.parse(policy({ Sid: "é" })))
    expect(Policy).toContain(
      '{\n  "Version" : "2012-10-17",\n  "Statement" : {\n    "Effect" : "Allow",',
    )
  })

  test("PutKeyPolicy takes a policy that locks the caller out when the check is bypassed", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("PutKeyPolicy", { KeyId, Policy: useOnly, BypassPolicyLockoutSafetyCheck: true })
    expect(JSON.parse((await ok<{ Policy: string }>("GetKeyPolicy", { KeyId })).Policy)).toEqual(
      JSON.parse(useOnly),
    )
  })

  test("PutKeyPolicy works on a key that is disabled or pending deletion", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    for (const operation of ["DisableKey", "ScheduleKeyDeletion"]) {
      await ok(operation, { KeyId })
      await ok("PutKeyPolicy", { KeyId, Policy: policy() })
    }
  })

  test("PutKeyPolicy leaves everything else of the key as it is", async () => {
    const { ok, key } = await client()
    const KeyId = await key({ Description: "d", Tags: [{ TagKey: "a", TagValue: "1" }] })
    const before = [await ok("DescribeKey", { KeyId }), await ok("ListResourceTags", { KeyId })]
    await ok("PutKeyPolicy", { KeyId, Policy: policy() })
    expect([await ok("DescribeKey", { KeyId }), await ok("ListResourceTags", { KeyId })]).toEqual(
      before,
    )
  })

  test("PutKeyPolicy and TagResource at once lose neither change", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await Promise.all([
      ok("PutKeyPolicy", { KeyId, Policy: policy({ Sid: "new" }) }),
      ok("TagResource", { KeyId, Tags: [{ TagKey: "a", TagValue: "1" }] }),
    ])
    expect((await ok<{ Policy: string }>("GetKeyPolicy", { KeyId })).Policy).toContain('"new"')
    expect(await ok("ListResourceTags", { KeyId })).toMatchObject({ Tags: [{ TagKey: "a" }] })
  })
})
