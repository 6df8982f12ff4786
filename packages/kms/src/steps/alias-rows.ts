/** The rows of an alias: the alias itself, and the entry in its key's list of aliases. They are written together. */
import { refuse } from "../errors.ts"
import type { Records, RowChange } from "../material/records.ts"
import { type AliasRecord, aliasesPerKeyMax, aliasOfKeyRowId, aliasRowId } from "../model/alias.ts"
import type { SoundKey } from "../model/key.ts"
import type { KeyScope } from "../model/key-id.ts"

/** An alias as it was read. */
export interface FoundAlias {
  name: string
  version: number
  /** Nothing when the row is damaged. */
  record: AliasRecord | undefined
}

export async function readAlias(
  records: Records,
  scope: KeyScope,
  name: string,
): Promise<FoundAlias | undefined> {
  const row = await records.read<AliasRecord>("alias", aliasRowId(scope, name))
  return row && { name, version: row.version, record: row.value }
}

/** The change that enters an alias in the list of its key, over what a damaged alias of that name may have left there. */
export async function enterAlias(
  records: Records,
  { scope, keyId }: SoundKey,
  name: string,
): Promise<RowChange> {
  const id = aliasOfKeyRowId(scope, keyId, name)
  const row = await records.read("alias-of-key", id)
  return { kind: "alias-of-key", id, expect: row?.version ?? "absent", next: {} }
}

/** The change that takes an alias from the list of its key. Where the list lacks it, the change keeps it so. */
export async function strikeAlias(
  records: Records,
  scope: KeyScope,
  { name, record }: FoundAlias,
): Promise<RowChange[]> {
  if (record === undefined) return []
  const id = aliasOfKeyRowId(scope, record.targetKeyId, name)
  const row = await records.read("alias-of-key", id)
  return [{ kind: "alias-of-key", id, expect: row?.version ?? "absent", next: "gone" }]
}

/** Refuses one alias more for a key that has as many as it may. */
export async function checkAliasQuota(records: Records, { scope, keyId }: SoundKey): Promise<void> {
  const prefix = aliasOfKeyRowId(scope, keyId, "")
  const rows = await records.list("alias-of-key", { prefix, limit: aliasesPerKeyMax })
  if (rows.length < aliasesPerKeyMax) return
  const details = { limit: aliasesPerKeyMax, usage: rows.length }
  throw refuse("LimitExceededException", "aliasesPerKey", details)
}
