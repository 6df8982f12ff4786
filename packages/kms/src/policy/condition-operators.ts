/** The condition operators that a policy may use (IAM User Guide, "IAM JSON policy elements: Condition operators"). */

const operators: ReadonlySet<string> = new Set([
  "StringEquals",
  "StringNotEquals",
  "StringEqualsIgnoreCase",
  "StringNotEqualsIgnoreCase",
  "StringLike",
  "StringNotLike",
  "NumericEquals",
  "NumericNotEquals",
  "NumericLessThan",
  "NumericLessThanEquals",
  "NumericGreaterThan",
  "NumericGreaterThanEquals",
  "DateEquals",
  "DateNotEquals",
  "DateLessThan",
  "DateLessThanEquals",
  "DateGreaterThan",
  "DateGreaterThanEquals",
  "Bool",
  "BinaryEquals",
  "IpAddress",
  "NotIpAddress",
  "ArnEquals",
  "ArnLike",
  "ArnNotEquals",
  "ArnNotLike",
  "Null",
])

/** Whether this is an operator, with or without a set prefix and `IfExists`, which `Null` does not take. */
export function isConditionOperator(text: string): boolean {
  const operator = text.replace(/^For(?:AllValues|AnyValue):/, "").replace(/(?<!Null)IfExists$/, "")
  return operators.has(operator)
}

/**
 * `ForAllValues` is true where the key is absent, so with a key that has one value at most it lets everybody in; AWS KMS
 * refuses it (Developer Guide, "kms:EncryptionContext:context-key").
 */
export function isOverPermissive(operator: string, key: string): boolean {
  return operator.startsWith("ForAllValues:") && /^kms:EncryptionContext:/i.test(key)
}
