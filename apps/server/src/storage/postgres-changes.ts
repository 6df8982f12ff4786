/** The changes of one write as SQL, within a transaction: few statements, however many changes. */
import { type Change, Conflict } from "@keywright/kms"
import type pg from "pg"

/** Sends one statement of the transaction. */
export type Ask = (query: pg.QueryConfig) => Promise<pg.QueryResult>

/**
 * Takes the locks of all records that are named and are there, in the same order for every writer: of two that want the
 * same ones, neither holds what the other waits for.
 */
const LOCK = `
  select kind, convert_from(id, 'UTF8') as name, version from keywright_record
  where (kind, id) in (select * from unnest($1::text[], $2::bytea[]))
  order by keywright_record.kind, keywright_record.id for update`

/** Of two writers that add one record, the second waits for the first, and then adds nothing. */
const ADD = `
  insert into keywright_record (kind, id, value, version)
  select added.kind, added.id, added.value, 1
  from unnest($1::text[], $2::bytea[], $3::text[]) as added (kind, id, value)
  order by added.kind, added.id
  on conflict do nothing
  returning kind, convert_from(id, 'UTF8') as name`

const CHANGE = `
  update keywright_record as record set value = changed.value, version = record.version + 1
  from unnest($1::text[], $2::bytea[], $3::text[]) as changed (kind, id, value)
  where record.kind = changed.kind and record.id = changed.id`

const REMOVE = `
  delete from keywright_record
  where (kind, id) in (select * from unnest($1::text[], $2::bytea[]))`

/** Makes the changes, or throws `Conflict`; then the transaction is to be rolled back. */
export async function applyChanges(ask: Ask, changes: readonly Change[]): Promise<void> {
  await lock(ask, changes)
  // A record that must be absent, and stays so, is added and removed: nobody else can add it until the commit.
  await add(
    ask,
    changes.filter(({ expect }) => expect === "absent"),
  )
  const kept = changes.filter(({ expect, next }) => expect !== "absent" && next !== "gone")
  if (kept.length > 0) {
    await ask({ name: "keywright-change", text: CHANGE, values: [...names(kept), texts(kept)] })
  }
  const gone = changes.filter(({ next }) => next === "gone")
  if (gone.length > 0) await ask({ name: "keywright-remove", text: REMOVE, values: names(gone) })
}

async function lock(ask: Ask, changes: readonly Change[]): Promise<void> {
  const { rows } = await ask({ name: "keywright-lock", text: LOCK, values: names(changes) })
  const versions = new Map(rows.map(({ kind, name, version }) => [`${kind} ${name}`, version]))
  for (const { kind, id, expect } of changes) {
    if ((versions.get(`${kind} ${id}`) ?? "absent") !== expect) throw new Conflict(kind, id)
  }
}

async function add(ask: Ask, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const values = [...names(changes), texts(changes)]
  const { rows } = await ask({ name: "keywright-add", text: ADD, values })
  const added = new Set(rows.map(({ kind, name }) => `${kind} ${name}`))
  const refused = changes.find(({ kind, id }) => !added.has(`${kind} ${id}`))
  if (refused !== undefined) throw new Conflict(refused.kind, refused.id)
}

const utf8 = new TextEncoder()

function names(changes: readonly Change[]): [kinds: string[], ids: Uint8Array[]] {
  return [changes.map(({ kind }) => kind), changes.map(({ id }) => utf8.encode(id))]
}

function texts(changes: readonly Change[]): string[] {
  return changes.map(({ next }) => (next === "gone" ? "" : next.value))
}
