/** Holds a key policy from a request against AWS's rules, and gives it the form in which it is kept. */
import { refuse } from "../errors.ts"
import { keyArn, rootPrincipalArn } from "../model/arn.ts"
import { partitionOf } from "../model/partition.ts"
import { defaultKeyPolicy } from "../policy/default-key-policy.ts"
import { locksOut } from "../policy/lockout.ts"
import { type PolicyFault, parsePolicy } from "../policy/parse.ts"
import type { Identity } from "../protocol/identity.ts"

interface Acceptance {
  identity: Identity
  bypassLockoutCheck: boolean
  /** The key's ARN; left out for a key that is about to be made, which no policy can name. */
  key?: string
}

/**
 * The policy as GetKeyPolicy will answer it; AWS's default where the request has none. Refuses one that is malformed, too long, or that would lock the caller out of
 * the key unless the request says so.
 */
export function acceptKeyPolicy(
  document: string | undefined,
  { identity, bypassLockoutCheck, key = keyArn(identity, "new") }: Acceptance,
): string {
  if (document === undefined) return defaultKeyPolicy(identity)
  const parsed = parsePolicy(document, partitionOf(identity.region).name)
  if ("fault" in parsed) throw refusalOf(parsed)
  const caller = { principal: identity.principalArn, root: rootPrincipalArn(identity) }
  if (!bypassLockoutCheck && locksOut(parsed.policy, caller, key)) {
    throw refuse("MalformedPolicyDocumentException", "lockout")
  }
  return parsed.text
}

function refusalOf(fault: PolicyFault): Error {
  switch (fault.fault) {
    case "too long":
      return refuse("LimitExceededException", "policy", { limit: fault.limit })
    case "syntax":
      return refuse("MalformedPolicyDocumentException", "syntax", { sentence: fault.sentence })
    case "principals":
      return refuse("MalformedPolicyDocumentException", "principals")
  }
}
