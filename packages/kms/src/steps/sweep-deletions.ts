/** Deletes the keys whose waiting period is over: their rows, their aliases and the rows that led to them. */
import type { Records, RowChange } from "../material/records.ts"
import { type AliasRecord, aliasOfKeyRowId, aliasRowId } from "../model/alias.ts"
import { type DeletionRecord, firstIdNotDue } from "../model/deletion.ts"
import { isPastDeletion, type KeyRecord } from "../model/key.ts"
import { keyRowId } from "../model/key-id.ts"
import { Conflict } from "../storage/store.ts"

/** Rows read at a time. A key has at most 50 aliases, so one page holds them. */
const pageSize = 100

/** Returns how many keys were deleted. A key that changes meanwhile is left to the next sweep. */
export async function sweepDeletions(records: Records, nowMs: number): Promise<number> {
  let deleted = 0
  let after: string | undefined
  for (;;) {
    const rows = await records.list<DeletionRecord>("deletion", {
      limit: pageSize,
      ...(after !== undefined && { after }),
    })
    for (const { id, version, value } of rows) {
      if (id >= firstIdNotDue(nowMs)) return deleted
      if (value && (await deleteKey(records, { id, version, value, nowMs }))) deleted++
      after = id
    }
    if (rows.length < pageSize) return deleted
  }
}

interface Due {
  id: string
  version: number
  value: DeletionRecord
  nowMs: number
}

async function deleteKey(records: Records, { id, version, value, nowMs }: Due): Promise<boolean> {
  const { keyId, ...scope } = value
  const keyRow = keyRowId(scope, keyId)
  const key = await records.read<KeyRecord>("key", keyRow)
  const changes: RowChange[] = [{ kind: "deletion", id, expect: version, next: "gone" }]
  // A damaged row may hide a cancelled deletion: it stays until somebody has looked at it.
  if (key !== undefined && key.value === undefined) return false
  const isDue = key?.value !== undefined && isPastDeletion(key.value, nowMs)
  if (key !== undefined && isDue) {
    changes.push({ kind: "key", id: keyRow, expect: key.version, next: "gone" })
    changes.push(...(await aliasesOf(records, value)))
  }
  try {
    await records.write(changes)
    return isDue
  } catch (error) {
    if (error instanceof Conflict) return false
    throw error
  }
}

async function aliasesOf(
  records: Records,
  { keyId, ...scope }: DeletionRecord,
): Promise<RowChange[]> {
  const prefix = aliasOfKeyRowId(scope, keyId, "")
  const rows = await records.list("alias-of-key", { prefix, limit: pageSize })
  const changes: RowChange[] = []
  for (const { id, version } of rows) {
    changes.push({ kind: "alias-of-key", id, expect: version, next: "gone" })
    const aliasId = aliasRowId(scope, id.slice(prefix.length))
    const alias = await records.read<AliasRecord>("alias", aliasId)
    if (alias?.value?.targetKeyId !== keyId) continue
    changes.push({ kind: "alias", id: aliasId, expect: alias.version, next: "gone" })
  }
  return changes
}
