/** Which policies lock their author out. */
import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { locksOut } from "../../src/policy/lockout.ts"
import { parsePolicy } from "../../src/policy/parse.ts"

const root = "arn:aws:iam::111122223333:root"
const alice = "arn:aws:iam::111122223333:user/alice"
const key = "arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab"
const allow = { Effect: "Allow", Principal: { AWS: root }, Action: "kms:*", Resource: "*" }
const deny = { ...allow, Effect: "Deny" }

function isLockedOut(statements: readonly object[], principal = root): boolean {
  const parsed = parsePolicy(JSON.stringify({ Statement: statements }), "aws")
  if ("fault" in parsed) throw new Error(JSON.stringify(parsed))
  return locksOut(parsed.policy, { principal, root }, key)
}

describe("The root", () => {
  test.each([
    ["it is allowed everything", [allow]],
    ["its account is named by digits", [{ ...allow, Principal: { AWS: "111122223333" } }]],
    ["everybody is allowed", [{ ...allow, Principal: "*" }]],
    ["PutKeyPolicy is named in other capitals", [{ ...allow, Action: ["KMS:putkeypolicy"] }]],
    ["actions of that kind are allowed", [{ ...allow, Action: "kms:Put*" }]],
    ["all but other actions are allowed", [{ ...allow, Action: undefined, NotAction: "kms:Get*" }]],
    ["the key is named", [{ ...allow, Resource: key }]],
    ["somebody else is denied", [allow, { ...deny, Principal: { AWS: "444455556666" } }]],
    ["other actions are denied", [allow, { ...deny, Action: "kms:ScheduleKeyDeletion" }]],
    [
      "a Deny has conditions",
      [allow, { ...deny, Condition: { Bool: { "aws:SecureTransport": "false" } } }],
    ],
    [
      "all but others are allowed",
      [{ ...allow, Principal: undefined, NotPrincipal: { AWS: "444455556666" } }],
    ],
  ])("locksOut lets the root in when %s", (_, statements) => {
    expect(isLockedOut(statements)).toBe(false)
  })

  test.each([
    ["another account is allowed", [{ ...allow, Principal: { AWS: "444455556666" } }]],
    ["a user is allowed", [{ ...allow, Principal: { AWS: alice } }]],
    ["a service is allowed", [{ ...allow, Principal: { Service: "lambda.amazonaws.com" } }]],
    ["only use is allowed", [{ ...allow, Action: ["kms:Encrypt", "kms:Decrypt"] }]],
    ["no action is named", [{ ...allow, Action: undefined }]],
    ["no resource is named", [{ ...allow, Resource: undefined }]],
    ["another key is named", [{ ...allow, Resource: key.replace("1234", "9999") }]],
    ["the key is named in capitals", [{ ...allow, Resource: key.toUpperCase() }]],
    ["it is denied as well", [allow, deny]],
    ["everybody is denied", [allow, { ...deny, Principal: "*", Action: "kms:Put*" }]],
    [
      "all but another account are denied",
      [allow, { ...deny, Principal: undefined, NotPrincipal: { AWS: "444455556666" } }],
    ],
    [
      "the Allow has conditions",
      [{ ...allow, Condition: { StringEquals: { "kms:ViaService": "s3" } } }],
    ],
    ["all but it are allowed", [{ ...allow, Principal: undefined, NotPrincipal: { AWS: root } }]],
  ])("locksOut says so when %s", (_, statements) => {
    expect(isLockedOut(statements)).toBe(true)
  })
})

describe("A user", () => {
  test("locksOut lets a user in by name, or through the account", () => {
    expect(isLockedOut([{ ...allow, Principal: { AWS: alice } }], alice)).toBe(false)
    expect(isLockedOut([allow], alice)).toBe(false)
  })

  test("locksOut says so for a user that the policy does not mean", () => {
    expect(isLockedOut([{ ...allow, Principal: { AWS: alice } }], `${alice}2`)).toBe(true)
  })
})

test("A Deny that is added never lets anybody in", () => {
  const principals = fc.constantFrom<object | string>({ AWS: root }, { AWS: alice }, "*", {
    AWS: "444455556666",
  })
  const actions = fc.constantFrom("*", "kms:*", "kms:Put*", "kms:Get*", "s3:*")
  const statements = fc.record({
    Effect: fc.constantFrom("Allow", "Deny"),
    Principal: principals,
    Action: actions,
    Resource: fc.constantFrom("*", key, "other"),
  })
  fc.assert(
    fc.property(
      fc.array(statements, { minLength: 1, maxLength: 4 }),
      statements,
      fc.constantFrom(root, alice),
      (all, one, caller) => {
        const withDeny = isLockedOut([...all, { ...one, Effect: "Deny" }], caller)
        if (isLockedOut(all, caller)) expect(withDeny).toBe(true)
      },
    ),
  )
})
