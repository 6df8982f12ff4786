/** Changes a key's row, so that two requests at once do not undo each other. */
import { refuse } from "../errors.ts"
import type { Records, RowChange } from "../material/records.ts"
import type { KeyRecord, SoundKey } from "../model/key.ts"
import { keyRowId } from "../model/key-id.ts"
import type { StateRow } from "../model/key-state.ts"
import { Conflict } from "../storage/store.ts"
import { readKey } from "./read-key.ts"
import { stateRefusal } from "./refuse-state.ts"

/** Requests that change one key at the same time take turns; so many of them before one gives up. */
const attemptsMax = 10

/** How the row changes, and which rows change with it. May refuse. May be called again on a newer row. */
export type KeyChange = (
  record: KeyRecord,
  key: SoundKey,
) => KeyRecord | KeyChangeWithRows | Promise<KeyRecord | KeyChangeWithRows>

export interface KeyChangeWithRows {
  record: KeyRecord
  rows: readonly RowChange[]
}

interface ChangeDeps {
  records: Records
  nowMs: number
  /** Which states bear the change: asked again when the row was changed meanwhile. */
  states: StateRow
}

/**
 * Writes the key's next row where the last one is still as it was read; reads it again and repeats when it is not. The
 * answer is the key as it was written.
 */
export async function changeKey(
  deps: ChangeDeps,
  key: SoundKey,
  change: KeyChange,
): Promise<SoundKey> {
  let current = key
  for (let attempt = 0; attempt < attemptsMax; attempt++) {
    const changed = await change(current.record, current)
    const { record, rows } = "rows" in changed ? changed : { record: changed, rows: [] }
    const id = keyRowId(current.scope, current.keyId)
    try {
      await deps.records.write([
        { kind: "key", id, expect: current.version, next: record },
        ...rows,
      ])
      return { ...current, record, version: current.version + 1, state: record.state }
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
      current = await readAgain(deps, current)
    }
  }
  throw refuse("KMSInvalidStateException", "changed", { key: key.arn })
}

async function readAgain(deps: ChangeDeps, { scope, keyId, arn }: SoundKey): Promise<SoundKey> {
  const key = await readKey(deps, scope, keyId)
  if (key === undefined) throw refuse("NotFoundException", "key", { key: arn })
  const { record } = key
  if (record === undefined) throw refuse("KMSInvalidStateException", "unavailable", { key: arn })
  const refusal = stateRefusal(deps.states, key.state, arn)
  if (refusal !== undefined) throw refusal
  return { ...key, record }
}
