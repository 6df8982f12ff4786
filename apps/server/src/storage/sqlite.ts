/** A store in one SQLite file, on `node:sqlite`, which Node, Deno and Bun all have. Several processes may share the file. */
import { DatabaseSync, type StatementSync } from "node:sqlite"
import { type Store, StoreUnavailable } from "@keywright/kms"
import { DatabaseRefused } from "./database-refused.ts"
import {
  applyChanges,
  type CountRows,
  CREATE_TABLE,
  pageArguments,
  STATEMENTS,
  type StatementName,
  stored,
} from "./record-table.ts"

/** "KWRT": says whose file it is (SQLite's PRAGMA application_id). */
const APPLICATION_ID = 0x4b575254

/** Counts up when the table changes. A file with a higher number was written by a later Keywright. */
const SCHEMA_VERSION = 1

/** Another process holds the lock for one commit at a time, and waiting stops this process: rather answer "try again". */
const BUSY_TIMEOUT_MS = 2000

/** A start stops nobody, and may well fall into another's busiest moment. */
const BUSY_TIMEOUT_AT_START_MS = 10_000

/** What a start reads at most: about 40,000 keys, and a tenth of a second. */
const CHECKED_BYTES_MAX = 64 * 1024 * 1024

const SCHEMA = `${CREATE_TABLE};
  pragma application_id = ${APPLICATION_ID};`

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
    async list(kind, page) {
      return attempt(() => statements.list.all(...pageArguments(kind, page))).map(stored)
    },
    async write(changes) {
      const rowsOf: CountRows = (name, ...values) => statements[name].all(...values).length
      attempt(() => inTransaction(database, () => applyChanges(changes, rowsOf)))
    },
    async close() {
      database.close()
    },
  }
}

type Prepared = Readonly<Record<StatementName, StatementSync>>

function prepare(database: DatabaseSync): Prepared {
  const entries = Object.entries(STATEMENTS).map(([name, text]) => [name, database.prepare(text)])
  return Object.fromEntries(entries)
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

function open(path: string): DatabaseSync {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path)
    database.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_AT_START_MS}`)
    refuseForeign(database, path)
    database.exec("pragma journal_mode = wal; pragma synchronous = full")
    const opened = database
    inTransaction(opened, () => {
      if (versionOf(opened) === 0) opened.exec(SCHEMA)
      // Written even when it is there already: SQLite opens what it may not write for reading, and says so only now.
      opened.exec(`pragma user_version = ${SCHEMA_VERSION}`)
    })
    refuseDamaged(opened, path)
    opened.exec(`pragma busy_timeout = ${BUSY_TIMEOUT_MS}`)
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

/**
 * Reads all of a small file. Of a large one only what every file shows: that it is as long as its header says. What is
 * damaged inside shows when it is read, by SQLite's own error or by the row's MAC.
 */
function refuseDamaged(database: DatabaseSync, path: string): void {
  const size = database
    .prepare("select page_count * page_size as bytes from pragma_page_count, pragma_page_size")
    .get()
  if (Number(size?.bytes) > CHECKED_BYTES_MAX) return
  const [check] = database.prepare("pragma quick_check(1)").all()
  if (check?.quick_check !== "ok") throw new DatabaseRefused(damaged(path))
}

const damaged = (path: string): string =>
  `${path} is damaged. Put back a copy from before, together with its root key.`

/**
 * What to do, by SQLite's primary result code (sqlite.org/rescode.html), and by its words for it (sqlite3_errstr) where the
 * runtime keeps the code to itself, as Deno does.
 */
const SENTENCES: readonly [code: number, words: string, sentence: (path: string) => string][] = [
  [5, "database is locked", (path) => `${path} is locked by another program. Stop that one.`],
  [
    8,
    "attempt to write a readonly database",
    (path) => `${path} cannot be written. Give this user the right to write it and its folder.`,
  ],
  [
    10,
    "disk I/O error",
    (path) => `${path} cannot be read or written: the disk fails. Look at the disk.`,
  ],
  [11, "database disk image is malformed", damaged],
  [
    13,
    "database or disk is full",
    (path) => `${path} cannot be written: the disk is full. Make room.`,
  ],
  [
    14,
    "unable to open database file",
    (path) => `${path} cannot be opened. Give this user the right to write it and its folder.`,
  ],
  [
    26,
    "file is not a database",
    (path) =>
      `${path} is not a database, or damaged. Put back a copy from before, together with its root key.`,
  ],
]

function sentenceFor(error: Error, path: string): string {
  const given = "errcode" in error ? Number(error.errcode) & 0xff : undefined
  const row = SENTENCES.find(([code, words]) =>
    given === undefined ? error.message.startsWith(words) : code === given,
  )
  return row?.[2](path) ?? `${path} cannot be used: ${error.message}.`
}
