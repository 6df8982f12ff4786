/** The tables: made once, by whoever comes first, and left alone by those who do not know them. */
import { StoreUnavailable } from "@keywright/kms"
import { askDatabase, newDatabase } from "@keywright/postgres"
import { describe, expect, test } from "vitest"
import { added, failureOf, openAt, openByWire, postgres } from "./open-postgres.ts"

const refusal = (sentence: RegExp) =>
  expect.objectContaining({ name: "DatabaseRefused", message: expect.stringMatching(sentence) })

describe.skipIf(postgres === "")("The tables in PostgreSQL", { concurrent: true }, () => {
  test("are made once by ten nodes that start at once", async () => {
    const url = await newDatabase(postgres)
    const stores = await Promise.all(Array.from({ length: 10 }, () => openAt(url, 1)))
    await stores[0]?.write([added("k")])
    for (const store of stores) expect(await store.read("key", "k")).toMatchObject({ version: 1 })
    expect(await askDatabase(url, "select * from keywright_schema")).toEqual([
      { one: 1, version: 1 },
    ])
  })

  test("of a later Keywright are refused at the start, and by a node that runs, on new connections", async () => {
    const { store, wire, url, sql } = await openByWire()
    await store.write([added("k")])
    await sql("update keywright_schema set version = 2")
    expect(await failureOf(openAt(url))).toEqual(
      refusal(/was written by a later Keywright \(schema 2; this one knows 1\)\. Start that one\./),
    )
    wire.cut()
    const failure = await failureOf(store.read("key", "k"))
    expect(failure).toBeInstanceOf(StoreUnavailable)
    expect(failure).toMatchObject({ message: expect.stringContaining("schema 2") })
  })

  test("of a standby are refused at the start, and where a primary becomes one", async () => {
    const { store, wire, url, sql } = await openByWire()
    await store.write([added("k")])
    const [row] = await sql("select current_database() as name")
    await sql(`alter database ${row?.name} set default_transaction_read_only = on`)
    expect(await failureOf(openAt(url))).toEqual(
      refusal(/may not be written\. Name the primary in KEYWRIGHT_STORE, not a standby\./),
    )
    wire.cut()
    expect(await failureOf(store.read("key", "k"))).toBeInstanceOf(StoreUnavailable)
  })

  test("need a user who may make them once, and no such user afterwards", async () => {
    const url = await newDatabase(postgres)
    const user = `u${crypto.randomUUID().replaceAll("-", "")}`
    await askDatabase(url, `create role ${user} login password 'weak'`)
    const weak = new URL(url)
    weak.username = user
    weak.password = "weak"
    expect(await failureOf(openAt(weak.href))).toEqual(
      refusal(/does not let this user make tables\. Grant it CREATE on the schema\./),
    )
    await openAt(url)
    await askDatabase(
      url,
      `grant select, insert, update, delete on all tables in schema public to ${user}`,
    )
    const store = await openAt(weak.href)
    await store.write([added("k")])
    expect(await store.read("key", "k")).toMatchObject({ version: 1 })
  })

  test("forget the writers of yesterday", async () => {
    const { store, wire, sql } = await openByWire()
    await store.write([added("k")])
    await sql("update keywright_writer set used_at = now() - interval '25 hours'")
    wire.cut()
    await store.read("key", "k")
    expect(await sql("select * from keywright_writer")).toEqual([])
    await store.write([added("other")])
  })
})
