/** Who may do what, while the account's root is the only known principal. */
import { expect, test } from "vitest"
import { decide } from "../../src/policy/decide.ts"

const root = "arn:aws:iam::111122223333:root"
const key = "arn:aws:kms:us-east-1:111122223333:key/k"

test.each([
  ["the root on its account's key", root, key, "allow"],
  ["the root where an action has no resource", root, "*", "allow"],
  [
    "the root on another account's key",
    root,
    key.replace("111122223333", "444455556666"),
    "silent",
  ],
  ["the root on what is no ARN", root, "k", "silent"],
  ["another account's root", root.replace("111122223333", "444455556666"), key, "silent"],
  ["a user", "arn:aws:iam::111122223333:user/alice", key, "silent"],
  ["a user who is called root", "arn:aws:iam::111122223333:user/root", key, "silent"],
  ["the root of another partition", root.replace("aws", "aws-cn"), key, "silent"],
  ["nobody", "", key, "silent"],
])("decide for %s says as it should", (_, principal, resource, decision) => {
  const answer = decide({ principal, root, action: "kms:Decrypt", resource })
  expect(answer.decision).toBe(decision)
  expect(answer.because).toHaveLength(1)
})
