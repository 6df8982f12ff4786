/** Writes whose connection fails them, or whose database has other wishes. */
import { Conflict, OutcomeUnknown, StoreUnavailable } from "@keywright/kms"
import type { Trouble } from "@keywright/postgres"
import pg from "pg"
import { describe, expect, test } from "vitest"
import { WRITE_MOST_MS } from "../../src/storage/postgres-write.ts"
import { added, failureOf, openByWire, postgres } from "./open-postgres.ts"

/** The order to commit, as it goes over the wire: text ends with a zero byte. */
const COMMIT = "commit\0"

/** Longer than PostgreSQL lets a transaction idle, so that what can still happen has happened. */
const afterwards = () => new Promise((resolve) => setTimeout(resolve, 1500))

test("A write has answered before the service gives up its reads", () => {
  expect(WRITE_MOST_MS).toBeLessThan(5000)
})

describe.skipIf(postgres === "")("A write to PostgreSQL", { concurrent: true }, () => {
  test.each<[Trouble, string]>([
    ["hold answer", "is not answered"],
    ["cut after", "is made, and its connection cut"],
  ])("whose commit (%s) %s is known to have been made", async (trouble) => {
    const { store, wire } = await openByWire()
    wire.troubleAt(COMMIT, trouble)
    await store.write([added("k")])
    expect(wire.troubled()).toBeGreaterThan(0)
    expect(await store.read("key", "k")).toEqual({ id: "k", value: "v", version: 1 })
  })

  test.each<Trouble>(["hold message", "cut before"])(
    "whose commit does not arrive (%s) is known not to have been made, and is not made later",
    async (trouble) => {
      const { store, wire, sql } = await openByWire()
      wire.troubleAt(COMMIT, trouble)
      const error = await failureOf(store.write([added("k")]))
      expect(error).toBeInstanceOf(StoreUnavailable)
      wire.hold(false)
      await afterwards()
      expect(await sql("select * from keywright_record")).toEqual([])
      await store.write([added("k")])
      expect(await store.read("key", "k")).toMatchObject({ version: 1 })
    },
  )

  test("begins again by itself where a connection has died of old age", async () => {
    const { store, wire } = await openByWire()
    await store.write([added("one")])
    wire.cut()
    await store.write([added("two")])
    expect((await store.list("key", { limit: 9 })).map(({ id }) => id)).toEqual(["one", "two"])
  })

  test("that loses the database in the midst of its changes is given up in time, and never made", async () => {
    const { store, wire, sql } = await openByWire()
    await store.write([added("before")])
    wire.troubleAt("keywright-add", "hold message")
    const error = await failureOf(store.write([added("k")]))
    expect(error).toBeInstanceOf(StoreUnavailable)
    wire.hold(false)
    await afterwards()
    expect(await sql("select count(*)::int4 as count from keywright_record")).toEqual([
      { count: 1 },
    ])
  })

  test.each(["before", "after"] as const)(
    "that loses the database for good %s its commit has arrived says that nobody knows, and does nothing late",
    async (when) => {
      const { store, wire, sql } = await openByWire()
      await store.write([added("before")])
      wire.troubleAt(COMMIT, when === "before" ? "hold message" : "hold answer")
      const writing = failureOf(store.write([added("k")]))
      while (wire.troubled() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
      wire.hold(true)
      const error = await writing
      expect(error).toBeInstanceOf(OutcomeUnknown)
      const ids = async () =>
        (await sql("select convert_from(id, 'UTF8') as id from keywright_record")).length
      const atTheAnswer = await ids()
      expect(atTheAnswer).toBe(when === "before" ? 1 : 2)
      wire.hold(false)
      await afterwards()
      expect(await ids()).toBe(atTheAnswer)
    },
  )

  test("that waits for another's lock is given up in time, and is not made when the lock is free", async () => {
    const { store, url, sql } = await openByWire()
    await store.write([added("k")])
    const other = new pg.Client({ connectionString: url })
    await other.connect()
    await other.query("begin; select * from keywright_record for update")
    const change = { kind: "key", id: "k", expect: 1, next: { value: "new" } } as const
    const error = await failureOf(store.write([change]))
    expect(error).toBeInstanceOf(StoreUnavailable)
    await other.query("commit")
    await other.end()
    await afterwards()
    expect(await sql("select value, version from keywright_record")).toEqual([
      { value: "v", version: 1 },
    ])
    await store.write([change])
  })

  test("finds out what became of it with one connection to its name", async () => {
    const { store, wire } = await openByWire({ connections: 1 })
    wire.troubleAt(COMMIT, "hold answer")
    await store.write([added("k")])
    expect(await store.read("key", "k")).toMatchObject({ version: 1 })
  })

  test("waits for the disk where the database would not", async () => {
    const { store, sql, wire } = await openByWire()
    const [row] = await sql("select current_database() as name")
    await sql(`alter database ${row?.name} set synchronous_commit = off`)
    await sql("create table seen (setting text)")
    await sql(`create function look() returns trigger language plpgsql as $$
      begin insert into seen values (current_setting('synchronous_commit')); return new; end $$`)
    await sql("create trigger look after insert on keywright_record execute function look()")
    wire.cut()
    await store.write([added("k")])
    expect(await sql("select * from seen")).toEqual([{ setting: "on" }])
  })

  test.each([
    [3, "is begun again where PostgreSQL asks for that"],
    [99, "is given up when PostgreSQL asks for that again and again"],
  ])("that fails to serialize %i times %s", async (times) => {
    const { store, sql } = await openByWire()
    await sql("create sequence attempt")
    await sql(`create function fail() returns trigger language plpgsql as $$ begin
      if nextval('attempt') <= ${times} then raise 'conflict' using errcode = '40001'; end if;
      return new; end $$`)
    await sql("create trigger fail before insert on keywright_record execute function fail()")
    const error = await failureOf(store.write([added("k")]))
    if (times < 5) expect(error).toBeUndefined()
    else expect(error).toBeInstanceOf(StoreUnavailable)
    expect((await store.list("key", { limit: 2 })).length).toBe(times < 5 ? 1 : 0)
  })

  test("goes through another connection where its own was closed for writers", async () => {
    const { store, sql } = await openByWire({ connections: 1 })
    await store.write([added("one")])
    await sql("update keywright_writer set open = false")
    await store.write([added("two")])
    expect(await sql("select open, writes from keywright_writer order by open")).toEqual([
      { open: false, writes: 1 },
      { open: true, writes: 1 },
    ])
  })

  test("leaves no transaction open behind a conflict", async () => {
    const { store, sql } = await openByWire({ connections: 1 })
    await store.write([added("k")])
    await expect(store.write([added("k")])).rejects.toBeInstanceOf(Conflict)
    expect(
      await sql(
        "select 1 from pg_stat_activity where state like 'idle in%' and datname = current_database()",
      ),
    ).toEqual([])
    await store.write([added("other")])
  })
})
