/** Would a new key policy lock its own author out? Asked before it replaces the old one. */
import type { Patterns, Policy, Statement } from "./policy.ts"
import { type Caller, meansCaller } from "./principal.ts"
import { fits } from "./wildcard.ts"

/**
 * Whether the caller could not call PutKeyPolicy on the key (its ARN) under this policy, itself or as part of its account.
 * Conditions are not evaluated: an Allow that has some is not counted on, and a Deny that has some is not counted
 * (docs/decisions/0050).
 */
export function locksOut({ statements }: Policy, caller: Caller, key: string): boolean {
  const speaking = statements.filter((statement) => isAbout(statement, caller, key))
  return (
    !speaking.some(({ effect }) => effect === "Allow") ||
    speaking.some(({ effect }) => effect === "Deny")
  )
}

function isAbout(
  { principal, action, resource, conditions }: Statement,
  caller: Caller,
  key: string,
): boolean {
  if (conditions.length > 0) return false
  const isMeant = principal.who.some((one) => meansCaller(one, caller)) !== principal.except
  return (
    isMeant &&
    covers(action, "kms:PutKeyPolicy".toLowerCase(), true) &&
    covers(resource, key, false)
  )
}

/** Actions are compared without regard to capitals, resources are not. */
function covers(patterns: Patterns | undefined, text: string, ignoringCase: boolean): boolean {
  if (patterns === undefined) return false
  const some = patterns.patterns.some((pattern) =>
    fits(ignoringCase ? pattern.toLowerCase() : pattern, text),
  )
  return some !== patterns.except
}
