/** Decides whether a caller may do something. Pure: no store, no clock, and the reasons are part of the answer. */

export interface Question {
  /** The caller's ARN. */
  principal: string
  /** The ARN of the caller's account's root. */
  root: string
  /** `kms:Encrypt`. */
  action: string
  /** A key's or alias's ARN, or `*` where an action has none. */
  resource: string
}

export interface Decision {
  /** "silent": nothing allows it and nothing denies it, which is a refusal. */
  decision: "allow" | "deny" | "silent"
  because: readonly string[]
}

/**
 * So far the account's root is the only principal with credentials, and it is allowed what is its account's. Key policies
 * are kept and checked for their form; when other principals come, they are evaluated here, with identity policies and
 * grants. Whoever is not known is never allowed.
 */
export function decide({ principal, root, action, resource }: Question): Decision {
  const isOwn = resource === "*" || accountOf(resource) === accountOf(root)
  if (principal === root && isOwn) {
    return { decision: "allow", because: [`${root} owns the account of ${resource}`] }
  }
  return {
    decision: "silent",
    because: [`no identity-based policy of ${principal} allows ${action} on ${resource}`],
  }
}

/** The fifth part of an ARN. What is no ARN has none, and belongs to nobody. */
function accountOf(arn: string): string | undefined {
  return arn.split(":")[4]
}
