/** Connections to PostgreSQL: lent one at a time, with a deadline for every answer. */
import { StoreUnavailable } from "@keywright/kms"
import pg from "pg"

/** A moment on the clock of `performance.now()`. */
export type MomentMs = number

export interface Connections {
  /** Lends a connection, and opens one where none is free. Throws `ConnectionLost` when there is none until then. */
  lend(until: MomentMs): Promise<Connection>
  close(): Promise<void>
}

/** One session, for one borrower. */
export interface Connection {
  /** Who writes through it. */
  readonly writer: Writer
  /** Throws `ConnectionLost` without an answer until then, and PostgreSQL's error (a `pg.DatabaseError`) with one. */
  ask(query: pg.QueryConfig | string, until: MomentMs): Promise<pg.QueryResult>
  /** Puts it back; one that was lost, or is in the midst of something, is closed instead. Once is enough. */
  giveBack(): void
  /** Closes it: nobody is to have it again. */
  close(): void
}

/** The writer of a connection, as table keywright_writer knows it (postgres-write.ts). */
export interface Writer {
  readonly id: string
  /** How many writes it has begun. */
  begun: number
}

/** No answer: the connection broke, or the deadline passed. What was asked may have been done. */
export class ConnectionLost extends StoreUnavailable {}

export interface ConnectionsOrder {
  /** With user and password, or without: then pg takes them from PGPASSWORD or a .pgpass file. */
  url: string
  connectionsMax: number
  /** Looks at a new connection; it is not used when this throws. */
  inspect(client: pg.ClientBase): Promise<void>
}

/** How long a new connection may take; a request that waits for it has a deadline of its own. */
export const CONNECT_MS = 2000

/** Firewalls forget connections that are silent for some minutes. */
const KEEP_ALIVE_MS = 60_000
const IDLE_MS = 600_000

/** How long the server's goodbyes are waited for. */
const CLOSE_MS = 1000

export function openConnections({ url, connectionsMax, inspect }: ConnectionsOrder): Connections {
  const pool = new pg.Pool({
    ...optionsOf(url),
    max: connectionsMax,
    idleTimeoutMillis: IDLE_MS,
    onConnect: (client) => inTime(inspect(client), performance.now() + CONNECT_MS),
  })
  // An idle connection that breaks has left the pool already; the next borrower gets a new one.
  pool.on("error", () => {})
  const writers = new WeakMap<pg.PoolClient, Writer>()
  const writerOf = (client: pg.PoolClient): Writer => {
    const writer = writers.get(client) ?? { id: crypto.randomUUID(), begun: 0 }
    writers.set(client, writer)
    return writer
  }
  return {
    async lend(until) {
      const pending = pool.connect()
      try {
        const client = await inTime(pending, until)
        return connectionOf(client, writerOf(client))
      } catch (error) {
        // It may still come, when nobody waits for it any more.
        if (error instanceof ConnectionLost)
          pending.then((client) => client.release()).catch(() => {})
        throw asLost(error)
      }
    },
    close: () => inTime(pool.end(), performance.now() + CLOSE_MS).catch(() => {}),
  }
}

/** What a connection that the pool does not know is opened with as well. */
export function optionsOf(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    connectionTimeoutMillis: CONNECT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    fallback_application_name: "keywright",
  }
}

function connectionOf(client: pg.PoolClient, writer: Writer): Connection {
  let asking = false
  let lost = false
  let lent = true
  // Without a listener, a connection that breaks between two questions would end the process.
  const onError = () => {
    lost = true
  }
  client.on("error", onError)
  return {
    writer,
    async ask(query, until) {
      asking = true
      try {
        const result = await inTime(client.query(query as pg.QueryConfig), until)
        asking = false
        return result
      } catch (error) {
        if (isAnswer(error)) asking = false
        else lost = true
        throw asLost(error)
      }
    },
    giveBack() {
      if (!lent) return
      lent = false
      client.off("error", onError)
      client.release(asking || lost)
    },
    close() {
      lost = true
      this.giveBack()
    },
  }
}

/**
 * Errors after which PostgreSQL closes the session: connections that broke, servers that stop, and transactions that idled
 * (PostgreSQL, Appendix A). Its word for that, FATAL, is a translated one.
 */
const FATAL = /^(08|57P|25P0[34])/

/** Whether PostgreSQL said no and listens on. */
export function isAnswer(error: unknown): error is pg.DatabaseError {
  return error instanceof pg.DatabaseError && !FATAL.test(error.code ?? "")
}

function asLost(error: unknown): Error {
  if (error instanceof StoreUnavailable || isAnswer(error)) return error
  const words = error instanceof Error ? error.message || codeOf(error) : typeof error
  return new ConnectionLost(`the database cannot be reached: ${words}`, { cause: error })
}

/** Node's own error of several failed attempts has a code, and no words. */
function codeOf(error: Error): string {
  return "code" in error ? String(error.code) : error.name
}

/** The result, or `ConnectionLost` when there is none until then. */
function inTime<Result>(work: Promise<Result>, until: MomentMs): Promise<Result> {
  const late = Promise.withResolvers<never>()
  const timer = setTimeout(
    () => late.reject(new ConnectionLost("the database does not answer in time")),
    Math.max(0, until - performance.now()),
  )
  return Promise.race([work, late.promise]).finally(() => clearTimeout(timer))
}
