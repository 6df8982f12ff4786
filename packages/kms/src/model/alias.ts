/** Aliases: second names of keys, and where their rows are kept. */
import type { KeyScope } from "./key-id.ts"

/** The value of an "alias" row. Dates in milliseconds since 1970. */
export interface AliasRecord {
  targetKeyId: string
  creationDate: number
  lastUpdatedDate: number
}

/** The value of an "alias-of-key" row: its id says all. */
export type AliasOfKeyRecord = Record<string, never>

/** Every alias name begins so. */
export const aliasPrefix = "alias/"

/** Names that begin so belong to AWS services. */
export const aliasPrefixReserved = "alias/aws/"

/** The quota of aliases of one key (AWS KMS Developer Guide, "Resource quotas"). */
export const aliasesPerKeyMax = 50

/** The id of an "alias" row: `<account>/<region>/<alias name>`, the name with its `alias/`. */
export function aliasRowId({ account, region }: KeyScope, aliasName: string): string {
  return `${account}/${region}/${aliasName}`
}

/** The id of an "alias-of-key" row: `<account>/<region>/<key id>/<alias name>`. */
export function aliasOfKeyRowId(
  { account, region }: KeyScope,
  keyId: string,
  aliasName: string,
): string {
  return `${account}/${region}/${keyId}/${aliasName}`
}
