import { describe, expect, test } from "vitest"
import { aliasArn, keyArn, parseArn, rootPrincipalArn } from "../../src/model/arn.ts"

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab"
const scope = { account: "111122223333", region: "us-east-1" }
const china = { account: "111122223333", region: "cn-north-1" }

describe("ARNs", () => {
  test.each([
    [keyArn(scope, keyId), `arn:aws:kms:us-east-1:111122223333:key/${keyId}`],
    [keyArn(china, keyId), `arn:aws-cn:kms:cn-north-1:111122223333:key/${keyId}`],
    [aliasArn(scope, "alias/a"), "arn:aws:kms:us-east-1:111122223333:alias/a"],
    [rootPrincipalArn(china), "arn:aws-cn:iam::111122223333:root"],
  ])("An ARN names partition, Region and account: %s", (arn, expected) => {
    expect(arn).toBe(expected)
  })

  test("parseArn gives the six parts, and leaves the resource its colons", () => {
    expect(parseArn("arn:aws:kms:us-east-1:111122223333:alias/a:b")).toEqual({
      partition: "aws",
      service: "kms",
      region: "us-east-1",
      account: "111122223333",
      resource: "alias/a:b",
    })
  })

  test.each([
    "",
    "arn",
    "arn:aws:kms:us-east-1:111122223333",
    "arn::kms:r:a:key/x",
    "ARN:a:b:c:d:e",
  ])("parseArn finds no ARN in '%s'", (text) => {
    expect(parseArn(text)).toBeUndefined()
  })
})
