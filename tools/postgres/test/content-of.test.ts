import {
  contentOf,
  newDatabase,
  type PostgresServer,
  postgresFolders,
  startPostgres,
} from "@keywright/postgres"
import pg from "pg"
import { afterAll, beforeAll, describe, expect, test } from "vitest"

describe.skipIf(postgresFolders().length === 0)("contentOf", () => {
  let server: PostgresServer
  beforeAll(async () => {
    server = await startPostgres()
  })
  afterAll(() => server.stop())

  test("holds every value of every table, be it text or bytes", async () => {
    const url = await newDatabase(server.url)
    expect(await contentOf(url)).toBe("")
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    await client.query("create table one (id text, number integer)")
    await client.query(`create table "Another One" (value bytea)`)
    await client.query("insert into one values ('a name', 42), ('b name', null)")
    await client.query(`insert into "Another One" values ('some bytes')`)
    await client.end()
    const lines = (await contentOf(url)).split("\n").sort()
    expect(lines).toEqual(["42", "a name", "b name", "null", "some bytes"])
  })
})
