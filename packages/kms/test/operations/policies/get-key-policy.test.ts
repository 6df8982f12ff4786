/** GetKeyPolicy: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client, keyArn } from "../../client.ts"

describe("Shape", () => {
  test("GetKeyPolicy refuses a request without a key", async () => {
    expect(await (await client()).refused("GetKeyPolicy")).toBe(
      "ValidationException: 1 validation error detected: Value null at 'keyId' failed to satisfy constraint: Member must not be null",
    )
  })

  test("GetKeyPolicy refuses a policy name with a dash", async () => {
    const { refused, key } = await client()
    expect(await refused("GetKeyPolicy", { KeyId: await key(), PolicyName: "a-b" })).toBe(
      "ValidationException: 1 validation error detected: Value 'a-b' at 'policyName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w]+",
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("GetKeyPolicy refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("GetKeyPolicy", { KeyId })).toBe(expected)
  })

  test("GetKeyPolicy knows no policy but the default", async () => {
    const { refused, key } = await client()
    expect(await refused("GetKeyPolicy", { KeyId: await key(), PolicyName: "other" })).toBe(
      "NotFoundException: No such policy exists",
    )
  })
})

describe("Deed", () => {
  test("GetKeyPolicy answers the default policy, printed as AWS prints it", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const Policy =
      '{\n  "Version" : "2012-10-17",\n  "Id" : "key-default-1",\n  "Statement" : [ {\n    "Sid" : "Enable IAM User Permissions",\n    "Effect" : "Allow",\n    "Principal" : {\n      "AWS" : "arn:aws:iam::111122223333:root"\n    },\n    "Action" : "kms:*",\n    "Resource" : "*"\n  } ]\n}'
    expect(await ok("GetKeyPolicy", { KeyId })).toEqual({ Policy, PolicyName: "default" })
    expect(await ok("GetKeyPolicy", { KeyId: keyArn(KeyId), PolicyName: "default" })).toEqual({
      Policy,
      PolicyName: "default",
    })
  })

  test("GetKeyPolicy answers for a key that is pending deletion", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    await ok("ScheduleKeyDeletion", { KeyId })
    expect(await ok("GetKeyPolicy", { KeyId })).toHaveProperty("Policy")
  })
})
