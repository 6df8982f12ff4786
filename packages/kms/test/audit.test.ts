/** The audit record: who did what to which key, in CloudTrail's words. */
import { describe, expect, test } from "vitest"
import type { AuditRecord } from "../src/index.ts"
import { account, type Client, client, keyArn, region, startMs } from "./client.ts"
import { rawRequest } from "./raw-request.ts"

async function audited(): Promise<[Client, AuditRecord[]]> {
  const records: AuditRecord[] = []
  const caller = await client({ audit: (record) => records.push(record) })
  return [caller, records]
}

describe("The audit record", () => {
  test("A record says who, what, when, where and to which key", async () => {
    const [caller, records] = await audited()
    const KeyId = await caller.key()
    records.length = 0
    const headers = { "user-agent": "aws-cli/2" }
    const body = JSON.stringify({
      KeyId,
      Plaintext: "YQ==",
      EncryptionContext: { purpose: "test" },
      GrantTokens: ["token"],
    })
    const answer = await rawRequest(caller.kms, { operation: "Encrypt", body, headers })
    expect(records).toEqual([
      {
        eventVersion: "1.11",
        userIdentity: {
          type: "Root",
          arn: `arn:aws:iam::${account}:root`,
          accountId: account,
          accessKeyId: "AKIDEXAMPLE",
        },
        eventTime: new Date(startMs).toISOString(),
        eventSource: "kms.amazonaws.com",
        eventName: "Encrypt",
        awsRegion: region,
        sourceIPAddress: "",
        userAgent: "aws-cli/2",
        requestParameters: { keyId: KeyId, encryptionContext: { purpose: "test" } },
        responseElements: null,
        requestID: answer.headers["x-amzn-RequestId"],
        readOnly: true,
        resources: [{ accountId: account, type: "AWS::KMS::Key", ARN: keyArn(KeyId) }],
        eventType: "AwsApiCall",
        managementEvent: true,
        eventCategory: "Management",
        recipientAccountId: account,
      },
    ])
  })

  test("A refused request is recorded with its error, and the key if it was found", async () => {
    const [caller, records] = await audited()
    const KeyId = await caller.key()
    await caller.ok("DisableKey", { KeyId })
    records.length = 0
    await caller.refused("Encrypt", { KeyId, Plaintext: "YQ==" })
    await caller.refused("Decrypt", { CiphertextBlob: "AAAA" })
    expect(records).toMatchObject([
      {
        errorCode: "DisabledException",
        errorMessage: `${keyArn(KeyId)} is disabled.`,
        resources: [{ ARN: keyArn(KeyId) }],
      },
      { errorCode: "InvalidCiphertextException", resources: [] },
    ])
    expect(records[1]).not.toHaveProperty("errorMessage")
  })

  test("ReEncrypt is recorded with both keys", async () => {
    const [caller, records] = await audited()
    const [from, to] = [await caller.key(), await caller.key()]
    const { CiphertextBlob } = await caller.ok("Encrypt", { KeyId: from, Plaintext: "YQ==" })
    await caller.ok("ReEncrypt", { CiphertextBlob, DestinationKeyId: to })
    expect(records.at(-1)).toMatchObject({
      resources: [{ ARN: keyArn(from) }, { ARN: keyArn(to) }],
    })
  })

  test("What changes a key is not read-only", async () => {
    const [caller, records] = await audited()
    const KeyId = await caller.key()
    await caller.ok("DisableKey", { KeyId })
    await caller.ok("DescribeKey", { KeyId })
    expect(records.map(({ eventName, readOnly }) => [eventName, readOnly])).toEqual([
      ["CreateKey", false],
      ["DisableKey", false],
      ["DescribeKey", true],
    ])
  })

  test("A caller that is unknown, or no operation, leaves no record", async () => {
    const [caller, records] = await audited()
    await rawRequest(caller.kms, { operation: "Fly" })
    await rawRequest(caller.kms, { method: "GET" })
    await rawRequest(caller.kms, { body: "{" })
    expect(records).toEqual([])
  })

  test("A long text is cut", async () => {
    const [caller, records] = await audited()
    const Description = "d".repeat(5000)
    await caller.key({ Description })
    expect(records.at(-1)?.requestParameters).toEqual({ description: "d".repeat(1024) })
  })
})
