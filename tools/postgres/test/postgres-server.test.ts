/** The server that other tests stand on. */
import { existsSync } from "node:fs"
import { askDatabase, newDatabase, type PostgresServer, startPostgres } from "@keywright/postgres"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { postgresFolders } from "../src/binaries.ts"

test("A PostgreSQL is found wherever CI runs", () => {
  expect(postgresFolders().length).toBeGreaterThanOrEqual(process.env.CI ? 1 : 0)
})

describe.skipIf(postgresFolders().length === 0)("startPostgres", () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres({ durable: true })
  })
  afterAll(() => server.stop())

  test("gives every database to one test, and its data to nobody without the password", async () => {
    const [one, other] = [await newDatabase(server.url), await newDatabase(server.url)]
    await askDatabase(one, "create table thing (id int4)")
    expect(await askDatabase(one, "select * from thing")).toEqual([])
    await expect(askDatabase(other, "select * from thing")).rejects.toThrow("does not exist")
    const stranger = new URL(one)
    stranger.password = "wrong"
    await expect(askDatabase(stranger.href, "select 1")).rejects.toThrow(
      "password authentication failed",
    )
  })

  test("sorts text otherwise than by its bytes", async () => {
    const url = await newDatabase(server.url)
    const rows = await askDatabase(
      url,
      "select * from (values ('b'), ('B'), ('a')) as t (x) order by x",
    )
    expect(rows).toEqual([{ x: "a" }, { x: "b" }, { x: "B" }])
  })

  test("keeps what was committed through a crash, and is gone when it is stopped", async () => {
    const own = await startPostgres({ durable: true })
    const url = await newDatabase(own.url)
    await askDatabase(url, "create table thing as select 7 as id")
    await own.crash()
    await expect(askDatabase(url, "select 1")).rejects.toThrow("ECONNREFUSED")
    await own.start()
    expect(await askDatabase(url, "select * from thing")).toEqual([{ id: 7 }])
    const [{ folder }] = (await askDatabase(
      url,
      "select current_setting('data_directory') as folder",
    )) as [{ folder: string }]
    await own.stop()
    expect(existsSync(folder)).toBe(false)
  })
})
