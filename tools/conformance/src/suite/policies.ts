/** The family `policies`: stored and validated; enforcement comes with more principals than the account's root. */
import {
  CreateKeyCommand,
  GetKeyPolicyCommand,
  ListKeyPoliciesCommand,
  PutKeyPolicyCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

/** AWS documents 32 KB, whatever the model's 131,072 characters say. */
const POLICY_BYTES_MAX = 32_768

const LOCKED_OUT = refusal(
  "MalformedPolicyDocumentException",
  "The new key policy will not allow you to update the key policy in the future.",
)

export function policies({ target, kms, newKey }: Stand): void {
  const root = `arn:aws:iam::${target.account}:root`
  const statement = {
    Sid: "Root",
    Effect: "Allow",
    Principal: { AWS: root },
    Action: "kms:*",
    Resource: "*",
  }
  const policy = (...Statement: object[]): string =>
    JSON.stringify({ Version: "2012-10-17", Statement })

  const put = (
    KeyId: string,
    Policy: string,
    BypassPolicyLockoutSafetyCheck?: boolean,
  ): Promise<unknown> =>
    kms.send(new PutKeyPolicyCommand({ KeyId, Policy, BypassPolicyLockoutSafetyCheck }))

  const get = async (KeyId: string): Promise<unknown> =>
    JSON.parse((await kms.send(new GetKeyPolicyCommand({ KeyId }))).Policy ?? "")

  describe("policies", () => {
    test("GetKeyPolicy shows AWS's default policy for a new key, spread over lines", async () => {
      const { KeyId } = await newKey()
      const { Policy = "", PolicyName } = await kms.send(new GetKeyPolicyCommand({ KeyId }))
      expect(PolicyName).toBe("default")
      expect(JSON.parse(Policy)).toEqual({
        Version: "2012-10-17",
        Id: "key-default-1",
        Statement: [{ ...statement, Sid: "Enable IAM User Permissions" }],
      })
      expect(Policy).toContain("\n")
    })

    test("PutKeyPolicy replaces the policy", async () => {
      const { KeyId } = await newKey()
      const second = policy(statement, { ...statement, Sid: "Audit", Action: ["kms:DescribeKey"] })
      await put(KeyId, second)
      expect(await get(KeyId)).toEqual(JSON.parse(second))
    })

    test("CreateKey takes a policy", async () => {
      const mine = policy({ ...statement, Sid: "Mine" })
      const { KeyMetadata } = await kms.send(new CreateKeyCommand({ Policy: mine }))
      expect(await get(KeyMetadata?.KeyId ?? "")).toEqual(JSON.parse(mine))
    })

    const malformed: [what: string, Policy: string][] = [
      ["what is not JSON", "{"],
      ["what is not an object", "[]"],
      ["no statement", JSON.stringify({ Version: "2012-10-17" })],
      [
        "a statement without a principal",
        policy({ Effect: "Allow", Action: "kms:*", Resource: "*" }),
      ],
      ["an effect that is neither Allow nor Deny", policy({ ...statement, Effect: "Perhaps" })],
    ]

    test.each(malformed)("PutKeyPolicy refuses %s", async (_what, Policy) => {
      const { KeyId } = await newKey()
      const before = await get(KeyId)
      expect(await refusalOf(put(KeyId, Policy))).toMatchObject({
        name: "MalformedPolicyDocumentException",
        status: 400,
      })
      expect(await get(KeyId)).toEqual(before)
    })

    test("PutKeyPolicy refuses a principal that is none", async () => {
      const { KeyId } = await newKey()
      const bad = policy(statement, { ...statement, Sid: "Nobody", Principal: { AWS: "nobody" } })
      expect(await refusalOf(put(KeyId, bad))).toEqual(
        refusal(
          "MalformedPolicyDocumentException",
          "Policy contains a statement with one or more invalid principals.",
        ),
      )
    })

    test("PutKeyPolicy refuses to lock its caller out, unless told to", async () => {
      const { KeyId } = await newKey()
      const locking = policy({ ...statement, Action: "kms:Decrypt" })
      expect(await refusalOf(put(KeyId, locking))).toEqual(LOCKED_OUT)
      await put(KeyId, locking, true)
      expect(await get(KeyId)).toEqual(JSON.parse(locking))
    })

    test("CreateKey refuses a policy that locks its caller out", async () => {
      const Policy = policy({ ...statement, Action: "kms:Decrypt" })
      expect(await refusalOf(kms.send(new CreateKeyCommand({ Policy })))).toEqual(LOCKED_OUT)
    })

    test("PutKeyPolicy refuses more than 32 KB", async () => {
      const { KeyId } = await newKey()
      const long = policy({ ...statement, Sid: "x".repeat(POLICY_BYTES_MAX) })
      expect(await refusalOf(put(KeyId, long))).toMatchObject({ name: "LimitExceededException" })
    })

    test("GetKeyPolicy refuses a name other than default", async () => {
      const { KeyId } = await newKey()
      const call = kms.send(new GetKeyPolicyCommand({ KeyId, PolicyName: "second" }))
      expect(await refusalOf(call)).toEqual(refusal("NotFoundException", "No such policy exists"))
    })

    test("ListKeyPolicies names the one policy", async () => {
      const { KeyId } = await newKey()
      const { PolicyNames, Truncated } = await kms.send(new ListKeyPoliciesCommand({ KeyId }))
      expect({ PolicyNames, Truncated }).toEqual({ PolicyNames: ["default"], Truncated: false })
    })
  })
}
