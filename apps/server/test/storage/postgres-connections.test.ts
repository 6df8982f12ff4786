/** Reads and connections on a bad day: a server that falls silent, crashes, or has enough. */
import { execFileSync, spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { OutcomeUnknown, type Store, StoreUnavailable } from "@keywright/kms"
import { askDatabase, newDatabase, startPostgres } from "@keywright/postgres"
import { describe, expect, test } from "vitest"
import { added, failureOf, openAt, openByWire, postgres } from "./open-postgres.ts"

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe.skipIf(postgres === "")("A store in PostgreSQL", { concurrent: true }, () => {
  test("gives up a read of a server that has fallen silent, and reads again when it speaks", async () => {
    const { store, wire } = await openByWire()
    await store.write([added("k")])
    wire.hold(true)
    const failures = await Promise.all([
      failureOf(store.read("key", "k")),
      failureOf(store.list("key", { limit: 1 })),
    ])
    for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailable)
    wire.hold(false)
    expect(await store.read("key", "k")).toMatchObject({ value: "v" })
  })

  test("asks again by itself where its connections have died of old age", async () => {
    const { store, wire } = await openByWire()
    await store.write([added("k")])
    await Promise.all(Array.from({ length: 8 }, () => store.read("key", "k")))
    wire.cut()
    expect(await store.read("key", "k")).toMatchObject({ value: "v" })
    expect((await store.list("key", { limit: 9 })).length).toBe(1)
  })

  test("serves many readers and writers with few connections", async () => {
    const { store } = await openByWire({ connections: 2 })
    await Promise.all(Array.from({ length: 30 }, (_, i) => store.write([added(`k${i}`)])))
    const found = await Promise.all(
      Array.from({ length: 200 }, (_, i) => store.read("key", `k${i % 30}`)),
    )
    expect(found.every((stored) => stored?.version === 1)).toBe(true)
  })

  test("is closed in time even where the server has fallen silent", async () => {
    const { store, wire } = await openByWire()
    await store.read("key", "k")
    wire.hold(true)
    await store.close()
  })

  test("knows the database's clock", async () => {
    const { store, sql } = await openByWire()
    const seconds = async () =>
      Number((await sql("select extract(epoch from clock_timestamp()) as now"))[0]?.now)
    const before = await seconds()
    const nowMs = await store.now?.()
    expect(nowMs).toBeGreaterThanOrEqual(before * 1000 - 1)
    expect(nowMs).toBeLessThanOrEqual((await seconds()) * 1000 + 1)
  })
})

describe.skipIf(postgres === "")("A server that crashes under load and comes back", () => {
  test("has kept every write that was acknowledged, and is found again by readers and writers", async () => {
    const server = await startPostgres()
    try {
      const store = await openAt(await newDatabase(server.url))
      const load = writeUntilStopped(store, 4)
      await load.reaches(40)
      await server.crash()
      expect(await failureOf(store.read("key", "0"))).toBeInstanceOf(StoreUnavailable)
      await server.start()
      await load.reaches(load.acknowledged.length + 40)
      const { acknowledged, unknown, failures } = await load.stop()
      for (const failure of failures) expect(failure).toBeInstanceOf(StoreUnavailable)
      const kept = (await store.list("key", { limit: 100_000 })).map(({ id }) => id)
      expect(kept).toEqual(expect.arrayContaining(acknowledged))
      const others = kept.filter((id) => !acknowledged.includes(id))
      expect(unknown).toEqual(expect.arrayContaining(others))
      await store.close()
    } finally {
      await server.stop()
    }
  })
})

const openssl = spawnSync("openssl", ["version"]).status === 0

describe.skipIf(postgres === "" || !openssl)("A PostgreSQL behind TLS", () => {
  test("is spoken to in secret when the URL says so, and only with a certificate that is trusted", async () => {
    const folder = mkdtempSync(join(tmpdir(), "keywright-tls-"))
    const [certificateFile, keyFile] = [join(folder, "ca.pem"), join(folder, "key.pem")]
    const making = "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test -addext"
    execFileSync(
      "openssl",
      [
        ...making.split(" "),
        "subjectAltName=IP:127.0.0.1",
        "-keyout",
        keyFile,
        "-out",
        certificateFile,
      ],
      { stdio: "ignore" },
    )
    const [certificate, key] = [
      readFileSync(certificateFile, "utf8"),
      readFileSync(keyFile, "utf8"),
    ]
    const server = await startPostgres({ tls: { certificate, key } })
    try {
      const url = await newDatabase(server.url)
      const trusting = `${url}?sslmode=verify-full&sslrootcert=${certificateFile}`
      const store = await openAt(trusting)
      await store.write([added("k")])
      expect(
        await askDatabase(
          url,
          "select distinct ssl from pg_stat_ssl join pg_stat_activity using (pid) where application_name = 'keywright'",
        ),
      ).toEqual([{ ssl: true }])
      await store.close()
      expect(await failureOf(openAt(`${url}?sslmode=verify-full`))).toMatchObject({
        name: "DatabaseRefused",
        message: expect.stringMatching(
          /has a certificate that is not trusted here\. Name its authority/,
        ),
      })
    } finally {
      await server.stop()
      rmSync(folder, { recursive: true })
    }
  })
})

/** Writers that go on whatever happens, each record under an id of its own. */
function writeUntilStopped(store: Store, writers: number) {
  const acknowledged: string[] = []
  const unknown: string[] = []
  const failures: unknown[] = []
  let [count, stopped] = [0, false]
  const write = async () => {
    while (!stopped) {
      const id = String(count++)
      const failure = await failureOf(store.write([added(id)]))
      if (failure === undefined) acknowledged.push(id)
      else if (failure instanceof OutcomeUnknown) unknown.push(id)
      else failures.push(failure)
      if (failure !== undefined) await pause(10)
    }
  }
  const writing = Array.from({ length: writers }, write)
  return {
    acknowledged,
    async reaches(most: number) {
      while (acknowledged.length < most) await pause(5)
    },
    async stop() {
      stopped = true
      await Promise.all(writing)
      return { acknowledged, unknown, failures }
    },
  }
}
