/** A store in one SQLite file, on `node:sqlite`, which Node, Deno and Bun all have. Several processes may share the file. */
import { DatabaseSync, type StatementSync } from "node:sqlite"
import { type Change, Conflict, type Store, type Stored, StoreUnavailable } from "@keywright/kms"

/** "KWRT": says whose file it is (SQLite's PRAGMA application_id). */
const APPLICATION_ID = 0x4b575254

/** Counts up when the table changes. A file with a higher number was written by a later Keywright. */
const SCHEMA_VERSION = 1

/** Another process holds the lock for one commit at a time, and waiting stops this process: rather answer "try again". */
const BUSY_TIMEOUT_MS = 2000

const SCHEMA = `
  create table record (
    kind    text    not null,
    id      text    not null,
    value   text    not null,
    version integer not null,
    primary key (kind, id)
  ) strict, without rowid;
  pragma application_id = ${APPLICATION_ID};`

/** A file that cannot serve, in a sentence that says what to do. */
export class DatabaseRefused extends Error {
  override readonly name = "DatabaseRefused"
}

/**
 * Opens the file, and makes it when it is absent. Throws `DatabaseRefused` when it is not a whole, writable database of
 * this version. The store's verbs throw `StoreUnavailable` when SQLite fails.
 */
export function sqliteStore(path: string): Store {
  const database = open(path)
  const statements = prepare(database)
  return {
    async read(kind, id) {
      const row = attempt(() => statements.read.get(kind, id))
      return row && stored(row)
    },
    async list(kind, { prefix = "", after, limit }) {
      const page = [kind, prefix, after ?? null, endOfPrefix(prefix) ?? null, limit]
      return attempt(() => statements.list.all(...page)).map(stored)
    },
    async write(changes) {
      const applyAll = () => {
        for (const change of changes) apply(statements, change)
      }
      attempt(() => inTransaction(database, applyAll))
    },
    async close() {
      database.close()
    },
  }
}

type Statements = Readonly<Record<"read" | "list" | "add" | "change" | "remove", StatementSync>>

function prepare(database: DatabaseSync): Statements {
  return {
    read: database.prepare("select id, value, version from record where kind = ?1 and id = ?2"),
    // One lower bound and one upper, so that a page costs the same wherever it begins. SQLite compares text by its UTF-8
    // bytes, and puts every blob, the empty one too, after all text ("Datatypes in SQLite", section 4.1).
    list: database.prepare(`
      select id, value, version from record
      where kind = ?1 and id >= max(?2, coalesce(?3, '')) and id is not ?3 and id < coalesce(?4, x'')
      order by id limit ?5`),
    add: database.prepare("insert into record values (?1, ?2, ?3, 1) on conflict do nothing"),
    change: database.prepare(`
      update record set value = ?3, version = version + 1
      where kind = ?1 and id = ?2 and version = ?4`),
    remove: database.prepare("delete from record where kind = ?1 and id = ?2 and version = ?3"),
  }
}

function apply(statements: Statements, { kind, id, expect, next }: Change): void {
  const fits = () => {
    if (expect === "absent") {
      if (next === "gone") return statements.read.get(kind, id) === undefined
      return statements.add.run(kind, id, next.value).changes === 1
    }
    if (next === "gone") return statements.remove.run(kind, id, expect).changes === 1
    return statements.change.run(kind, id, next.value, expect).changes === 1
  }
  if (!fits()) throw new Conflict(kind, id)
}

/** Runs it under the write lock, which is taken at once: a lock that is upgraded later cannot be waited for. */
function inTransaction(database: DatabaseSync, work: () => void): void {
  database.exec("begin immediate")
  try {
    work()
    database.exec("commit")
  } catch (error) {
    // SQLite has rolled back by itself after some failures, such as a full disk.
    if (database.isTransaction) database.exec("rollback")
    throw error
  }
}

/** Words a failure of SQLite as the contract has it. Others (a conflict, a bug) pass. */
function attempt<Result>(verb: () => Result): Result {
  try {
    return verb()
  } catch (error) {
    if (isFromSqlite(error)) throw new StoreUnavailable(error.message, { cause: error })
    throw error
  }
}

function isFromSqlite(error: unknown): error is Error {
  return error instanceof Error && "code" in error && error.code === "ERR_SQLITE_ERROR"
}

function stored(row: Record<string, unknown>): Stored {
  return { id: row.id as string, value: row.value as string, version: row.version as number }
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

function open(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
    refuseForeign(database, path)
    database.exec("pragma journal_mode = wal; pragma synchronous = full")
    const opened = database
    inTransaction(opened, () => {
      if (versionOf(opened) === 0) opened.exec(SCHEMA)
      // Written even when it is there already: SQLite opens what it may not write for reading, and says so only now.
      opened.exec(`pragma user_version = ${SCHEMA_VERSION}`)
    })
    const [check] = opened.prepare("pragma quick_check(1)").all()
    if (check?.quick_check !== "ok") throw new DatabaseRefused(damaged(path))
    return opened
  } catch (error) {
    database?.close()
    if (isFromSqlite(error)) throw new DatabaseRefused(sentenceFor(error, path), { cause: error })
    throw error
  }
}

function versionOf(database: DatabaseSync): number {
  return Number(database.prepare("pragma user_version").get()?.user_version)
}

/** Looks before anything is written: a file of another program stays as it was. */
function refuseForeign(database: DatabaseSync, path: string): void {
  const tables = database.prepare("select count(*) as count from sqlite_schema").get()?.count
  const owner = database.prepare("pragma application_id").get()?.application_id
  if (tables !== 0 && owner !== APPLICATION_ID) {
    throw new DatabaseRefused(`${path} is a database of another program. Choose another data-dir.`)
  }
  const version = versionOf(database)
  if (version > SCHEMA_VERSION) {
    throw new DatabaseRefused(
      `${path} was written by a later Keywright (schema ${version}; this one knows ${SCHEMA_VERSION}). Start that one.`,
    )
  }
}

const damaged = (path: string): string =>
  `${path} is damaged. Put back a copy from before, together with its root key.`

/** What to do, by SQLite's primary result code (sqlite.org/rescode.html). */
const SENTENCES: Readonly<Record<number, (path: string) => string>> = {
  5: (path) => `${path} is locked by another program. Stop that one.`,
  8: (path) => `${path} cannot be written. Give this user the right to write it and its folder.`,
  10: (path) => `${path} cannot be read or written: the disk fails. Look at the disk.`,
  11: damaged,
  13: (path) => `${path} cannot be written: the disk is full. Make room.`,
  14: (path) => `${path} cannot be opened. Give this user the right to write it and its folder.`,
  26: (path) =>
    `${path} is not a database, or damaged. Put back a copy from before, together with its root key.`,
}

function sentenceFor(error: Error, path: string): string {
  const code = "errcode" in error ? Number(error.errcode) & 0xff : 0
  return SENTENCES[code]?.(path) ?? `${path} cannot be used: ${error.message}.`
}
