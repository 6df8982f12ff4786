/** Ids of access keys and the ARNs of their holders. */
import { expect, test } from "vitest"
import {
  accessKeyIdFromRandom,
  makeAccessKey,
  principalArn,
} from "../../src/identity/access-key.ts"

test.each([
  [new Uint8Array(10), "AKIAAAAAAAAAAAAAAAAA"],
  [new Uint8Array(10).fill(255), "AKIA7777777777777777"],
  [
    Uint8Array.of(0x08, 0x86, 0x42, 0x98, 0xe8, 0x4a, 0x96, 0xc6, 0xb9, 0xf0),
    "AKIABCDEFGHIJKLMNOPQ",
  ],
])("accessKeyIdFromRandom(%j) is %s", (random, id) => {
  expect(accessKeyIdFromRandom(random)).toBe(id)
})

test.each([
  ["root", "us-east-1", "arn:aws:iam::111122223333:root"],
  ["user/alice", "cn-north-1", "arn:aws-cn:iam::111122223333:user/alice"],
])("principalArn(%s) in %s is %s", (principal, region, arn) => {
  expect(principalArn(principal, { account: "111122223333", region })).toBe(arn)
})

test("makeAccessKey makes another one each time, with a secret of 40 characters", () => {
  const random = (length: number) => crypto.getRandomValues(new Uint8Array(length))
  const [one, other] = [makeAccessKey(random), makeAccessKey(random)]
  expect(one.accessKeyId).toMatch(/^AKIA[A-Z2-7]{16}$/)
  expect(one.secretAccessKey).toMatch(/^[A-Za-z0-9+/]{40}$/)
  expect(one.accessKeyId).not.toBe(other.accessKeyId)
  expect(one.secretAccessKey).not.toBe(other.secretAccessKey)
})
