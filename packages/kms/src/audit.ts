/** The record of one request in the shape of a CloudTrail event: who did what to which key, and never a secret. */
import type { Refusal } from "./errors.ts"
import type { Call } from "./pipeline.ts"
import type { AuditRecord } from "./ports.ts"
import type { Members } from "./shape/words.ts"

/** Text of a request that an event repeats; longer values are cut. UTF-16 units. */
const valueLengthMax = 1024

/** A CloudTrail record (CloudTrail User Guide, "Record contents"), as far as this service knows its fields. */
export function auditRecord(call: Call, refusal: Refusal | undefined): AuditRecord {
  const { identity, operation, keys, input, request } = call
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: identity.principalArn.endsWith(":root") ? "Root" : "IAMUser",
      arn: identity.principalArn,
      accountId: identity.account,
      accessKeyId: identity.accessKeyId,
      ...(identity.userName !== undefined && { userName: identity.userName }),
    },
    eventTime: new Date(call.nowMs).toISOString(),
    eventSource: "kms.amazonaws.com",
    eventName: operation.name,
    awsRegion: identity.region,
    sourceIPAddress: request.sourceAddress ?? "",
    userAgent: request.headers.find(([name]) => name === "user-agent")?.[1] ?? "",
    ...(refusal !== undefined && { errorCode: refusal.name }),
    ...(refusal?.silent === false && { errorMessage: refusal.message }),
    requestParameters: parameters(operation.input, input ?? {}),
    responseElements: null,
    requestID: call.requestId,
    readOnly: !operation.changes,
    resources: keys.map(({ key }) => ({
      accountId: key.scope.account,
      type: "AWS::KMS::Key",
      ARN: key.arn,
    })),
    eventType: "AwsApiCall",
    managementEvent: true,
    eventCategory: "Management",
    recipientAccountId: identity.account,
  }
}

/** Members that are neither secret nor bytes, under the names that CloudTrail gives them. */
function parameters(members: Members, input: Record<string, unknown>): Record<string, unknown> {
  const shown: Record<string, unknown> = {}
  for (const [name, shape] of Object.entries(members)) {
    const value = input[name]
    const isSecret = "secret" in shape && shape.secret === true
    if (value === undefined || isSecret || shape.kind === "blob" || name === "GrantTokens") continue
    if (shape.kind === "structure") continue
    const isLong = typeof value === "string" && value.length > valueLengthMax
    shown[name.charAt(0).toLowerCase() + name.slice(1)] = isLong
      ? value.slice(0, valueLengthMax)
      : value
  }
  return shown
}
