/** A key policy as a value: what parse.ts makes of a document, and what decisions are made from. */

export interface Policy {
  statements: readonly Statement[]
}

export interface Statement {
  effect: "Allow" | "Deny"
  principal: Principals
  /** Nothing: the statement is accepted and has no effect (Developer Guide, "Key policies in AWS KMS"). */
  action: Patterns | undefined
  resource: Patterns | undefined
  conditions: readonly Condition[]
}

/** `Principal`, or with `except` `NotPrincipal`. */
export interface Principals {
  except: boolean
  who: readonly Principal[]
}

/** Whom a statement is about. `value` is `*`, an account's twelve digits, an ARN, or the name of a service or provider. */
export interface Principal {
  kind: PrincipalKind
  value: string
}

export type PrincipalKind = "AWS" | "Service" | "Federated"

/** `Action` and `Resource`, or with `except` `NotAction` and `NotResource`. `*` and `?` are wildcards. */
export interface Patterns {
  except: boolean
  patterns: readonly string[]
}

/** One operator on one condition key. */
export interface Condition {
  /** With its `ForAllValues:`, `ForAnyValue:` and `IfExists`. */
  operator: string
  key: string
  values: readonly string[]
}
