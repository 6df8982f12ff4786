/** The principals that a key policy may name: their forms, by kind. Whether one exists is not known here. */
import type { Principal, PrincipalKind } from "./policy.ts"

/** Forms that AWS refuses as invalid, groups and unique ids of deleted principals for two, fit none of these. */
const forms: Readonly<Record<PrincipalKind, (partition: string) => RegExp>> = {
  AWS: (partition) =>
    new RegExp(
      String.raw`^(?:\*|\d{12}|arn:${partition}:iam::\d{12}:(?:root|(?:user|role)/${path})|arn:${partition}:sts::\d{12}:(?:assumed-role/${name}/${name}|federated-user/${name}))$`,
    ),
  Service: () => /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com(?:\.cn)?$/,
  Federated: (partition) =>
    new RegExp(
      String.raw`^(?:arn:${partition}:iam::\d{12}:(?:saml-provider|oidc-provider)/[\w+=,.@:/-]+|[a-z0-9-]+(?:\.[a-z0-9-]+)+)$`,
    ),
}

/** Friendly names and paths of IAM (IAM User Guide, "IAM identifiers"). */
const name = "[\\w+=,.@-]+"
const path = `(?:[\\x21-\\x7e]*/)?${name}`

/** Whether a text has a form of its kind, in the partition of the key. */
export function isPrincipal({ kind, value }: Principal, partition: string): boolean {
  return forms[kind](partition).test(value)
}

export function isPrincipalKind(kind: string): kind is PrincipalKind {
  return Object.hasOwn(forms, kind)
}

/** Whether a principal of a policy is, or stands for the account of, the caller. */
export function meansCaller({ kind, value }: Principal, caller: Caller): boolean {
  if (kind !== "AWS") return false
  return value === "*" || value === caller.principal || meansAccount(value, caller)
}

/** An account is named by its twelve digits or by its root's ARN, which are the same. */
function meansAccount(value: string, { root }: Caller): boolean {
  return value === root || root.endsWith(`::${value}:root`)
}

/** Who asks: the ARN, and the ARN of the root of the account. */
export interface Caller {
  principal: string
  root: string
}
