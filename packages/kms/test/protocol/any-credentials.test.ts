import { describe, expect, test } from "vitest"
import { anyCredentials } from "../../src/protocol/any-credentials.ts"

const authenticate = anyCredentials({
  account: "000000000000",
  regions: ["us-east-1", "cn-north-1"],
})

function identityOf(authorization?: string, target = "/") {
  const headers = authorization === undefined ? [] : [["authorization", authorization] as const]
  return authenticate({ method: "POST", target, headers, body: new Uint8Array(0) }, 0)
}

const signed = (credential: string): string =>
  `AWS4-HMAC-SHA256 Credential=${credential}, SignedHeaders=host, Signature=0`

describe("anyCredentials", () => {
  test("Whoever asks is the account's root, in the Region of the scope", () => {
    expect(identityOf(signed("test/20261124/cn-north-1/kms/aws4_request"))).toEqual({
      account: "000000000000",
      region: "cn-north-1",
      accessKeyId: "test",
      principalArn: "arn:aws-cn:iam::000000000000:root",
    })
  })

  test("A presigned request has its scope in the query", () => {
    const target = "/?X-Amz-Credential=test%2F20261124%2Fcn-north-1%2Fkms%2Faws4_request"
    expect(identityOf(undefined, target)).toMatchObject({ region: "cn-north-1" })
  })

  test.each([undefined, "", "Bearer token", signed("test"), signed("a/b/c")])(
    "A request with the authorization '%s' is taken for the first Region",
    (authorization) => {
      expect(identityOf(authorization)).toMatchObject({ region: "us-east-1" })
    },
  )

  test("A Region that is not served is refused, in the words of the signature's check", () => {
    expect(() => identityOf(signed("test/20261124/eu-west-1/kms/aws4_request"))).toThrow(
      "Credential should be scoped to a valid region, not 'eu-west-1'.",
    )
  })
})
