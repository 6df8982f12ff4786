/** The tables in PostgreSQL (docs/formats/postgres.md): how they come about, and the refusal of those that this code does not know. */
import { StoreUnavailable } from "@keywright/kms"
import pg from "pg"
import { DatabaseRefused } from "./database-refused.ts"
import { optionsOf } from "./postgres-connections.ts"
import { placeOf } from "./postgres-place.ts"

/**
 * The way from an empty database to the newest tables; a schema's version is how many of these steps it has behind it. A
 * step that was released is never changed. Only what CockroachDB understands as well: types are named by their size, ids are
 * bytes, so that no collation has a say in their order, and nothing needs an extension, a function or a trigger.
 */
const MIGRATIONS: readonly string[] = [
  `create table keywright_record (
    kind    text  not null,
    id      bytea not null,
    value   text  not null,
    version int4  not null,
    primary key (kind, id)
  );
  create table keywright_writer (
    id      uuid        primary key,
    writes  int4        not null,
    open    boolean     not null,
    used_at timestamptz not null
  )`,
]

const SCHEMA_VERSION = MIGRATIONS.length

/** Nodes that start at once step on each other's feet where tables are made: all but one begin again. */
const ATTEMPTS_MAX = 20

/** Serialization failure, deadlock, and the three ways in which a table was made by somebody else a moment ago. */
const AGAIN: ReadonlySet<string> = new Set(["40001", "40P01", "23505", "42P07", "42710"])

/** Brings the tables up to date; of several nodes that start at once, one does it. Throws `DatabaseRefused`. */
export async function prepareDatabase(url: string): Promise<void> {
  const client = clientOf(url)
  client.on("error", () => {})
  try {
    await client.connect()
    await refuseEncoding(client, url)
    for (let attempt = 1; !(await migrated(client, url)); attempt++) {
      if (attempt === ATTEMPTS_MAX) throw new Error("other nodes keep changing its tables")
    }
  } catch (error) {
    if (error instanceof DatabaseRefused) throw error
    throw new DatabaseRefused(sentenceFor(error, url), { cause: error })
  } finally {
    // Its goodbye is not waited for: a server that has gone silent gives none.
    client.end().catch(() => {})
  }
}

/** Looks at every new connection: that of a later schema, or to a standby, is of no use. */
export async function inspectSession(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query(
    `select current_setting('transaction_read_only') as read_only, version from keywright_schema where one = 1`,
  )
  const { read_only: readOnly, version } = rows[0] ?? {}
  if (readOnly === "on")
    throw new StoreUnavailable("the database may not be written: it is a standby")
  if (version > SCHEMA_VERSION) {
    throw new StoreUnavailable(
      `the database has schema ${version}; this Keywright knows ${SCHEMA_VERSION}`,
    )
  }
  await client.query("delete from keywright_writer where used_at < now() - interval '1 day'")
}

function clientOf(url: string): pg.Client {
  return new pg.Client(optionsOf(url))
}

/** Whether it is done; if not, another node was faster somewhere. */
async function migrated(client: pg.Client, url: string): Promise<boolean> {
  try {
    const { rows } = await client.query("select to_regclass('keywright_schema') as present")
    if (rows[0]?.present === null) await client.query(FIRST_TABLE)
    await client.query("begin")
    // The row is the lock: one node at a time is beyond this line.
    const found = await client.query(
      "select version from keywright_schema where one = 1 for update",
    )
    const version = Number(found.rows[0]?.version)
    if (version > SCHEMA_VERSION) throw new DatabaseRefused(later(url, version))
    for (const step of MIGRATIONS.slice(version)) await client.query(step)
    if (version < SCHEMA_VERSION) {
      await client.query(`update keywright_schema set version = ${SCHEMA_VERSION} where one = 1`)
    }
    await client.query("commit")
    return true
  } catch (error) {
    await client.query("rollback").catch(() => {})
    if (error instanceof pg.DatabaseError && AGAIN.has(error.code ?? "")) return false
    throw error
  }
}

/** One row, which says how many migrations have been done. */
const FIRST_TABLE = `
  create table if not exists keywright_schema (one int4 primary key, version int4 not null);
  insert into keywright_schema values (1, 0) on conflict do nothing`

async function refuseEncoding(client: pg.Client, url: string): Promise<void> {
  const { rows } = await client.query("show server_encoding")
  const encoding = rows[0]?.server_encoding
  if (encoding === "UTF8") return
  throw new DatabaseRefused(
    `${placeOf(url)} keeps text in ${encoding}. Make a database with encoding UTF8.`,
  )
}

function later(url: string, version: number): string {
  return `${placeOf(url)} was written by a later Keywright (schema ${version}; this one knows ${SCHEMA_VERSION}). Start that one.`
}

const UNTRUSTED =
  "has a certificate that is not trusted here. Name its authority with sslrootcert in KEYWRIGHT_STORE"

/** What to do, by SQLSTATE (PostgreSQL, Appendix A) or by the runtime's name of a failure. */
const SENTENCES: Readonly<Record<string, string>> = {
  "28000": "does not let this user in. Correct the user in KEYWRIGHT_STORE, or pg_hba.conf",
  "28P01": "does not let this user in. Correct user and password in KEYWRIGHT_STORE",
  "3D000": "does not exist. Make the database, or correct KEYWRIGHT_STORE",
  "42501": "does not let this user make tables. Grant it CREATE on the schema",
  "25006": "may not be written. Name the primary in KEYWRIGHT_STORE, not a standby",
  "53300": "has no connection left. Raise its max_connections, or lower store-connections",
  "57P03": "is starting or stopping. Try again in a moment",
  DEPTH_ZERO_SELF_SIGNED_CERT: UNTRUSTED,
  SELF_SIGNED_CERT_IN_CHAIN: UNTRUSTED,
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: UNTRUSTED,
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: UNTRUSTED,
  ERR_TLS_CERT_ALTNAME_INVALID: "has a certificate of another host. Name the host that it is for",
}

function sentenceFor(error: unknown, url: string): string {
  const code = error instanceof Error && "code" in error ? String(error.code) : undefined
  const place = placeOf(url)
  const known = code && SENTENCES[code]
  if (known) return `${place} ${known}.`
  if (error instanceof pg.DatabaseError) return `${place} cannot be used: ${error.message}.`
  const words = code ?? (error instanceof Error ? error.message : typeof error)
  return `${place} does not answer (${words}). Start it, or correct KEYWRIGHT_STORE.`
}
