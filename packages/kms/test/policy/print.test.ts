/** The printed form of policies. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { defaultKeyPolicy } from "../../src/policy/default-key-policy.ts"
import { type Json, print } from "../../src/policy/print.ts"

test("The default policy is printed as in the example of GetKeyPolicy in the AWS KMS API Reference", () => {
  expect(defaultKeyPolicy({ account: "111122223333", region: "us-east-1" })).toBe(
    '{\n  "Version" : "2012-10-17",\n  "Id" : "key-default-1",\n  "Statement" : [ {\n    "Sid" : "Enable IAM User Permissions",\n    "Effect" : "Allow",\n    "Principal" : {\n      "AWS" : "arn:aws:iam::111122223333:root"\n    },\n    "Action" : "kms:*",\n    "Resource" : "*"\n  } ]\n}',
  )
})

test("The default policy names the account in the Region's partition", () => {
  const text = defaultKeyPolicy({ account: "111122223333", region: "cn-north-1" })
  expect(text).toContain('"AWS" : "arn:aws-cn:iam::111122223333:root"')
})

test("Printing changes nothing but blanks", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => {
      const json = JSON.parse(JSON.stringify(value)) as Json
      expect(JSON.parse(print(json))).toEqual(json)
    }),
  )
})

test("Printing puts blanks into what is empty", () => {
  expect(print({ a: [], b: {}, c: [1, [2]] })).toBe(
    '{\n  "a" : [ ],\n  "b" : { },\n  "c" : [ 1, [ 2 ] ]\n}',
  )
})
