/** A Durable Object that keeps records in SQLite: only state, three verbs and an alarm. It knows no secret and no request. */
import { DurableObject, type DurableObjectState } from "cloudflare:workers"
import {
  type Change,
  Conflict,
  dueMsOf,
  type Kind,
  kindsThatComeDue,
  type Store,
  type Stored,
} from "@keywright/kms"
import {
  applyChanges,
  CREATE_TABLE,
  pageArguments,
  STATEMENTS,
  type StatementName,
  stored,
} from "./record-table.ts"

/** Counts up when the table changes. */
const SCHEMA_VERSION = 1

/** What came due and is still there was not to be had, such as a damaged row: no use in asking every moment. */
const AGAIN_MS = 60_000

/** The entrypoint of the same Worker that does what has come due. */
export interface Sweeper {
  sweep(): Promise<void>
}

/** What a write says: errors lose their class on their way between Workers. */
export type Outcome = "written" | "too late" | { conflict: Pick<Conflict, "kind" | "id"> }

export class RecordObject extends DurableObject {
  /** Of the records, which a later Keywright may have written. */
  #schemaVersion = SCHEMA_VERSION

  constructor(context: DurableObjectState, bindings: unknown) {
    super(context, bindings)
    context.storage.transactionSync(() => this.#makeTable())
  }

  read(kind: Kind, id: string): Stored | undefined {
    const [row] = this.#run("read", kind, id)
    return row && stored(row)
  }

  list(kind: Kind, page: Parameters<Store["list"]>[1]): Stored[] {
    return this.#run("list", ...pageArguments(kind, page)).map(stored)
  }

  /**
   * Writes, unless it is later than the moment (milliseconds since 1970) after which nobody waits for it any more. No answer
   * leaves before it is on disk (Cloudflare, "Durable Objects", output gates).
   */
  async write(changes: readonly Change[], notAfterMs: number): Promise<Outcome> {
    if (Date.now() > notAfterMs) return "too late"
    try {
      this.ctx.storage.transactionSync(() =>
        applyChanges(changes, (name, ...values) => this.#run(name, ...values).length),
      )
    } catch (error) {
      if (error instanceof Conflict) return { conflict: { kind: error.kind, id: error.id } }
      throw error
    }
    if (changes.some(({ kind }) => kindsThatComeDue.includes(kind))) await this.#setAlarm(0)
    return "written"
  }

  /** Has the Worker do what has come due: this object could not read it. Kept alive by the platform until it is done. */
  async alarm(): Promise<void> {
    try {
      await (this.ctx.exports.Sweep as Sweeper).sweep()
    } catch {
      // The Worker's log says why. Not left to the platform, which tries an alarm that failed six times and then forgets it.
    }
    await this.#setAlarm(Date.now() + AGAIN_MS)
  }

  async #setAlarm(notBeforeMs: number): Promise<void> {
    const dueMs = kindsThatComeDue
      .flatMap((kind) => this.list(kind, { limit: 1 }))
      .map(({ id }) => dueMsOf(id))
      .filter((moment) => !Number.isNaN(moment))
    if (dueMs.length === 0) await this.ctx.storage.deleteAlarm()
    else await this.ctx.storage.setAlarm(Math.max(notBeforeMs, Math.min(...dueMs)))
  }

  #run(name: StatementName, ...values: (string | number | null)[]): Record<string, unknown>[] {
    if (this.#schemaVersion > SCHEMA_VERSION) {
      throw new Error(
        `these records were written by a later Keywright (schema ${this.#schemaVersion}; this one knows ${SCHEMA_VERSION})`,
      )
    }
    return this.ctx.storage.sql.exec(STATEMENTS[name], ...values).toArray()
  }

  #makeTable(): void {
    const { sql } = this.ctx.storage
    sql.exec("create table if not exists schema_version (version integer not null) strict")
    const [row] = sql.exec("select version from schema_version").toArray()
    if (row !== undefined) {
      this.#schemaVersion = Number(row.version)
      return
    }
    sql.exec(CREATE_TABLE)
    sql.exec("insert into schema_version values (?1)", SCHEMA_VERSION)
  }
}
