/** Reads the row of a key, and tells in which state the key is. */
import type { Records } from "../material/records.ts"
import { keyArn } from "../model/arn.ts"
import { type FoundKey, isPastDeletion, type KeyRecord } from "../model/key.ts"
import { type KeyScope, keyRowId } from "../model/key-id.ts"

/** The key; nothing when there is none, or its deletion has come due. One read. */
export async function readKey(
  { records, nowMs }: { records: Records; nowMs: number },
  scope: KeyScope,
  keyId: string,
): Promise<FoundKey | undefined> {
  const row = await records.read<KeyRecord>("key", keyRowId(scope, keyId))
  if (row === undefined) return undefined
  const { version, value: record } = row
  if (record !== undefined && isPastDeletion(record, nowMs)) return undefined
  const state = record?.state ?? "Unavailable"
  return { scope, keyId, arn: keyArn(scope, keyId), version, record, state }
}
