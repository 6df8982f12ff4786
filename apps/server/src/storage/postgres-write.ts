/** One atomic write in PostgreSQL: within a deadline, and with a certain outcome wherever there can be one. */
import { type Change, OutcomeUnknown } from "@keywright/kms"
import { applyChanges } from "./postgres-changes.ts"
import {
  type Connection,
  ConnectionLost,
  type Connections,
  isAnswer,
  type MomentMs,
  type Writer,
} from "./postgres-connections.ts"

/** From the beginning of a write to its order to commit: after that it is given up, and PostgreSQL rolls it back. */
const BEFORE_COMMIT_MS = 2500
const COMMIT_MS = 1000
/** Longer than PostgreSQL waits for a node that has fallen silent within a transaction. */
const SETTLE_MS = 1400

/** After this, a write has answered, whatever happens. */
export const WRITE_MOST_MS: number = BEFORE_COMMIT_MS + COMMIT_MS + SETTLE_MS

/**
 * What PostgreSQL does by itself, whatever becomes of this node: a statement that waits, and a transaction whose node is
 * silent, end before this node gives its answer. So a commit that the network delivers late finds nothing to commit.
 * Commits are on disk when they are acknowledged, even where the database's own default is not to wait for that.
 */
const BEGIN = `
  begin isolation level read committed;
  set local statement_timeout = ${BEFORE_COMMIT_MS};
  set local idle_in_transaction_session_timeout = 1000;
  select set_config('synchronous_commit', 'on', true) where current_setting('synchronous_commit') = 'off'`

/**
 * Every connection is a writer, with a row that counts its writes. The count is part of the transaction: whoever reads it
 * later knows whether the write was made.
 */
const CLAIM = `
  insert into keywright_writer (id, writes, open, used_at) values ($1, $2, true, now())
  on conflict (id) do update set writes = excluded.writes, used_at = excluded.used_at
    where keywright_writer.open
  returning writes`

/** Closes a writer for ever, once the transaction that it is in has ended, and answers how many writes it has made. */
const SETTLE = `
  insert into keywright_writer (id, writes, open, used_at) values ($1, 0, false, now())
  on conflict (id) do update set open = false
  returning writes`

/** Serialization failures and deadlocks: PostgreSQL has undone everything and asks to begin again. */
const AGAIN: ReadonlySet<string> = new Set(["40001", "40P01"])
/** CockroachDB's own way to say that it does not know whether it has committed. */
const COMPLETION_UNKNOWN = "40003"

const ATTEMPTS_MAX = 5

/** As `Store.write`. */
export async function write(connections: Connections, changes: readonly Change[]): Promise<void> {
  if (changes.length === 0) return
  const until = performance.now() + BEFORE_COMMIT_MS
  for (let attempt = 1; ; attempt++) {
    try {
      return await attemptWrite(connections, changes, until)
    } catch (error) {
      const last = attempt === ATTEMPTS_MAX || performance.now() >= until
      if (last || !mayBeginAgain(error)) throw error
    }
  }
}

function mayBeginAgain(error: unknown): boolean {
  return error instanceof ConnectionLost || (isAnswer(error) && AGAIN.has(error.code ?? ""))
}

/** Whatever this throws but `OutcomeUnknown`, nothing was written. */
async function attemptWrite(
  connections: Connections,
  changes: readonly Change[],
  until: MomentMs,
): Promise<void> {
  const connection = await connections.lend(until)
  try {
    await prepare(connection, changes, until)
    await commit(connections, connection)
  } finally {
    connection.giveBack()
  }
}

/** Everything but the commit. A connection that is lost here takes its transaction with it. */
async function prepare(
  connection: Connection,
  changes: readonly Change[],
  until: MomentMs,
): Promise<void> {
  const { writer } = connection
  writer.begun++
  try {
    await connection.ask(BEGIN, until)
    const values = [writer.id, writer.begun]
    const claimed = await connection.ask({ name: "keywright-claim", text: CLAIM, values }, until)
    if (claimed.rowCount !== 1) {
      connection.close()
      throw new ConnectionLost("this connection's writer was closed by another one")
    }
    await applyChanges((query) => connection.ask(query, until), changes)
  } catch (error) {
    if (!(error instanceof ConnectionLost)) await connection.ask("rollback", until).catch(() => {})
    throw error
  }
}

async function commit(connections: Connections, connection: Connection): Promise<void> {
  try {
    const { command } = await connection.ask("commit", performance.now() + COMMIT_MS)
    if (command !== "COMMIT") throw new Error(`${command} was the answer to a commit`)
  } catch (error) {
    if (isAnswer(error) && error.code !== COMPLETION_UNKNOWN) throw error
    // Closed first: PostgreSQL then ends a transaction to which the order to commit has not come.
    connection.close()
    if (await wasMade(connections, connection.writer, error)) return
    throw new ConnectionLost("the database was lost before it committed", { cause: error })
  }
}

/** Whether the writer's last write was made. Afterwards it cannot be made any more. */
async function wasMade(connections: Connections, writer: Writer, cause: unknown): Promise<boolean> {
  const until = performance.now() + SETTLE_MS
  try {
    const connection = await connections.lend(until)
    try {
      const { rows } = await connection.ask({ text: SETTLE, values: [writer.id] }, until)
      return rows[0]?.writes === writer.begun
    } finally {
      connection.giveBack()
    }
  } catch {
    throw new OutcomeUnknown("the database was lost while it committed", { cause })
  }
}
