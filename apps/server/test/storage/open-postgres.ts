/** Stores in PostgreSQL for one test: each on a database of its own, some by way of a wire that can be troubled. */
import type { Change, Store } from "@keywright/kms"
import { askDatabase, newDatabase, type Wire, wireTo } from "@keywright/postgres"
import type pg from "pg"
import { afterAll, inject } from "vitest"
import { postgresStore } from "../../src/storage/postgres.ts"

/** The server of this test run; empty where there is none, and its tests are skipped. */
export const postgres: string = inject("postgres") ?? ""

const opened: { close(): Promise<void> }[] = []
afterAll(async () => {
  for (const each of opened) await each.close()
})

export interface Opened {
  store: Store
  wire: Wire
  /** Of the database, without the wire. */
  url: string
  /** Asks the database itself. */
  sql(query: string): Promise<pg.QueryResultRow[]>
}

/** A store at the end of a wire, to an empty database unless one is given. */
export async function openByWire(
  options: { url?: string; connections?: number } = {},
): Promise<Opened> {
  const { url = await newDatabase(postgres), connections = 4 } = options
  const wire = await wireTo(url)
  opened.push(wire)
  const store = await openAt(wire.url, connections)
  return { store, wire, url, sql: (query) => askDatabase(url, query) }
}

export async function openAt(url: string, connections?: number): Promise<Store> {
  const store = await postgresStore(url, connections)
  opened.push(store)
  return store
}

export const added = (id: string, value = "v"): Change => ({
  kind: "key",
  id,
  expect: "absent",
  next: { value },
})

/** Why it failed; nothing when it did not. */
export function failureOf(work: Promise<unknown>): Promise<unknown> {
  return work.then(
    () => undefined,
    (error: unknown) => error,
  )
}
