/** A store in PostgreSQL, or what speaks its language: many nodes may share it, on Node, Deno and Bun. */
import { type Store, StoreUnavailable } from "@keywright/kms"
import type pg from "pg"
import {
  ConnectionLost,
  type Connections,
  isAnswer,
  type MomentMs,
  openConnections,
} from "./postgres-connections.ts"
import { inspectSession, prepareDatabase } from "./postgres-schema.ts"
import { write } from "./postgres-write.ts"

/** Less than the service waits, so that a connection that hangs is replaced. */
const READ_MS = 4000

const READ = "select value, version from keywright_record where kind = $1 and id = $2"

/** Ids are bytes, and a page is what lies between two of them. */
const LIST = `
  select convert_from(id, 'UTF8') as name, value, version from keywright_record
  where kind = $1 and id >= $2 and id < $3
  order by keywright_record.id limit $4`

const NOW = "select (extract(epoch from clock_timestamp()) * 1000)::float8 as now"

/**
 * Opens the store, and makes its tables when they are absent. Throws `DatabaseRefused` when the database does not answer,
 * does not let this user in, or is of a later Keywright. The store's verbs throw `StoreUnavailable` when it is lost
 * later; they find it again when it is back.
 */
export async function postgresStore(url: string, connectionsMax = 10): Promise<Store> {
  await prepareDatabase(url)
  const connections = openConnections({ url, connectionsMax, inspect: inspectSession })
  const rowsOf = (query: pg.QueryConfig) => askTwice(connections, query)
  return {
    async read(kind, id) {
      const values = [kind, utf8.encode(id)]
      const [row] = await rowsOf({ name: "keywright-read", text: READ, values })
      return row && { id, value: row.value, version: row.version }
    },
    async list(kind, { prefix = "", after, limit }) {
      const values = [kind, firstOf(prefix, after), endOf(prefix), limit]
      const rows = await rowsOf({ name: "keywright-list", text: LIST, values })
      return rows.map(({ name, value, version }) => ({ id: name, value, version }))
    },
    write: (changes) => write(connections, changes).catch(refuseAnswer),
    async now() {
      const [row] = await rowsOf({ text: NOW })
      return row?.now
    },
    close: () => connections.close(),
  }
}

/** A connection may have died of old age: then another one is asked. */
async function askTwice(
  connections: Connections,
  query: pg.QueryConfig,
): Promise<pg.QueryResultRow[]> {
  const until = performance.now() + READ_MS
  try {
    return await askOnce(connections, query, until)
  } catch (error) {
    if (!(error instanceof ConnectionLost) || performance.now() >= until) return refuseAnswer(error)
    return await askOnce(connections, query, until).catch(refuseAnswer)
  }
}

async function askOnce(
  connections: Connections,
  query: pg.QueryConfig,
  until: MomentMs,
): Promise<pg.QueryResultRow[]> {
  const connection = await connections.lend(until)
  try {
    return (await connection.ask(query, until)).rows
  } finally {
    connection.giveBack()
  }
}

/** Words an error of PostgreSQL as the contract has it. Others (a conflict, a bug) pass. */
function refuseAnswer(error: unknown): never {
  if (isAnswer(error)) throw new StoreUnavailable(error.message, { cause: error })
  throw error
}

const utf8 = new TextEncoder()

/** The least id that a page may begin with: the prefix itself, or the one right behind `after`, which a zero byte makes. */
function firstOf(prefix: string, after: string | undefined): Uint8Array {
  const [least, passed] = [utf8.encode(prefix), utf8.encode(`${after ?? ""}\0`)]
  return after !== undefined && compare(passed, least) > 0 ? passed : least
}

/** The least bytes behind all ids with this prefix. No byte of UTF-8 is 0xff, so the last one can always be raised. */
function endOf(prefix: string): Uint8Array {
  const end = prefix === "" ? new Uint8Array(1).fill(0xfe) : utf8.encode(prefix)
  end[end.length - 1] = (end.at(-1) as number) + 1
  return end
}

function compare(one: Uint8Array, other: Uint8Array): number {
  const place = one.findIndex((byte, i) => byte !== other[i])
  if (place < 0) return one.length - other.length
  return (one[place] as number) - (other[place] ?? -1)
}
