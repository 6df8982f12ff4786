/** The one table that every SQLite keeps its records in, and how a write is applied to it. */
import { type Change, Conflict, type Kind, type Store, type Stored } from "@keywright/kms"

export const CREATE_TABLE = `
  create table record (
    kind    text    not null,
    id      text    not null,
    value   text    not null,
    version integer not null,
    primary key (kind, id)
  ) strict, without rowid`

/** Those that change something answer a row when they have, and none when the record is not as expected. */
export const STATEMENTS = {
  read: "select id, value, version from record where kind = ?1 and id = ?2",
  // One lower bound and one upper, so that a page costs the same wherever it begins. SQLite compares text by its UTF-8
  // bytes, and puts every blob, the empty one too, after all text ("Datatypes in SQLite", section 4.1).
  list: `
    select id, value, version from record
    where kind = ?1 and id >= max(?2, coalesce(?3, '')) and id is not ?3 and id < coalesce(?4, x'')
    order by id limit ?5`,
  add: "insert into record values (?1, ?2, ?3, 1) on conflict do nothing returning version",
  change: `
    update record set value = ?3, version = version + 1
    where kind = ?1 and id = ?2 and version = ?4 returning version`,
  remove: "delete from record where kind = ?1 and id = ?2 and version = ?3 returning version",
}

export type StatementName = keyof typeof STATEMENTS

/** Runs a statement with its values, and counts the rows that it answers. */
export type CountRows = (name: StatementName, ...values: (string | number)[]) => number

/** The values of `list`. */
export function pageArguments(
  kind: Kind,
  { prefix = "", after, limit }: Parameters<Store["list"]>[1],
): (string | number | null)[] {
  return [kind, prefix, after ?? null, endOfPrefix(prefix) ?? null, limit]
}

/** A row that `read` or `list` has answered. */
export function stored(row: Record<string, unknown>): Stored {
  return { id: row.id as string, value: row.value as string, version: row.version as number }
}

/** Applies changes within a transaction of the caller. Throws `Conflict`, upon which the caller rolls back. */
export function applyChanges(changes: readonly Change[], rowsOf: CountRows): void {
  for (const change of changes) {
    if (!fits(change, rowsOf)) throw new Conflict(change.kind, change.id)
  }
}

function fits({ kind, id, expect, next }: Change, rowsOf: CountRows): boolean {
  if (expect === "absent") {
    if (next === "gone") return rowsOf("read", kind, id) === 0
    return rowsOf("add", kind, id, next.value) === 1
  }
  if (next === "gone") return rowsOf("remove", kind, id, expect) === 1
  return rowsOf("change", kind, id, next.value, expect) === 1
}

/** The least text that is after every text with this prefix, in the order of UTF-8 bytes; nothing when there is none. */
function endOfPrefix(prefix: string): string | undefined {
  const characters = Array.from(prefix)
  for (let last = characters.pop(); last !== undefined; last = characters.pop()) {
    const code = last.codePointAt(0) as number
    if (code === 0x10ffff) continue
    // Surrogates are no characters: U+D7FF is followed by U+E000.
    return characters.join("") + String.fromCodePoint(code === 0xd7ff ? 0xe000 : code + 1)
  }
  return undefined
}
