import { type ChildProcess, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { DatabaseSync } from "node:sqlite"
import { StoreUnavailable } from "@keywright/kms"
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest"
import { sqliteStore } from "../../src/storage/sqlite.ts"
import { asNobody, canBeNobody } from "../as-nobody.ts"

const folder = mkdtempSync(join(tmpdir(), "keywright-sqlite-"))
afterAll(() => rmSync(folder, { recursive: true }))

let files = 0
const newPath = () => join(folder, `${files++}.sqlite`)

describe("A store shared by processes", () => {
  const children: ChildProcess[] = []
  afterEach(() => {
    for (const child of children.splice(0)) child.kill("SIGKILL")
  })

  function startWriter(how: string, path: string) {
    const script = join(import.meta.dirname, "writing-process.ts")
    const child = spawn(process.execPath, [script, how, path], {
      stdio: ["ignore", "pipe", "inherit"],
    })
    children.push(child)
    let said = ""
    child.stdout.setEncoding("utf8").on("data", (words) => {
      said += words
    })
    return { child, said: () => said, closed: once(child, "close") }
  }

  test("loses no addition when two processes race for one record", async () => {
    const path = newPath()
    const store = sqliteStore(path)
    await store.write([{ kind: "setting", id: "count", expect: "absent", next: { value: "0" } }])
    const writers = [startWriter("300", path), startWriter("300", path)]
    for (const { closed } of writers) expect((await closed)[0]).toBe(0)
    expect(await store.read("setting", "count")).toEqual({
      id: "count",
      value: "600",
      version: 601,
    })
    await store.close()
  })

  test("keeps all that was acknowledged when the writer is killed, and no half of a write", async () => {
    const path = newPath()
    const { child, said, closed } = startWriter("forever", path)
    while (said().length < 500) await once(child.stdout as NodeJS.ReadableStream, "data")
    child.kill("SIGKILL")
    await closed
    const acknowledged = said().split("\n").slice(0, -1).length
    const store = sqliteStore(path)
    const ids = async (kind: "key" | "alias") =>
      (await store.list(kind, { limit: 100_000 })).map(({ id }) => id).sort()
    const keys = await ids("key")
    const expected = Array.from({ length: acknowledged }, (_, i) => `k${i}`)
    expect(keys).toEqual(expect.arrayContaining(expected))
    // One write may have been made and not been acknowledged yet.
    expect(keys.length - acknowledged).toBeOneOf([0, 1])
    expect(await ids("alias")).toEqual(keys)
    await store.close()
  })

  test("says that the store is not available while another holds the lock too long", async () => {
    const path = newPath()
    const store = sqliteStore(path)
    const other = new DatabaseSync(path)
    other.exec("begin immediate")
    const change = { kind: "key", id: "k", expect: "absent", next: { value: "v" } } as const
    await expect(store.write([change])).rejects.toBeInstanceOf(StoreUnavailable)
    expect(await store.read("key", "k")).toBeUndefined()
    other.exec("rollback")
    other.close()
    await store.write([change])
    expect(await store.read("key", "k")).toMatchObject({ version: 1 })
    await store.close()
  })
})

/** The runtimes themselves: `.bin/deno` is a script that does not pass signals on. */
const programOf = (name: string, file: string) =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), "..", file)

const RUNTIMES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  node: ["node"],
  deno: [programOf("deno", "deno"), "run", "-A"],
  bun: [programOf("bun", "bin/bun.exe")],
}

test("A file goes from Node to Deno to Bun and back, and each reads and changes what the others wrote", () => {
  const path = newPath()
  const script = join(import.meta.dirname, "writing-process.ts")
  const visit = (runtime: string, name: string) => {
    const [program = "", ...args] = RUNTIMES[runtime] ?? []
    return JSON.parse(execFileSync(program, [...args, script, name, path], { encoding: "utf8" }))
  }
  const way = ["node", "deno", "bun", "deno", "node", "bun", "node"]
  for (const [place, runtime] of way.entries()) {
    const earlier = way.slice(0, place).map((_, i) => `stop${i}`)
    expect(visit(runtime, `stop${place}`), `${runtime}, stop ${place}`).toEqual(
      earlier.map((name, i) => ({
        id: name,
        value: ["é🔑 ".concat(name), ...earlier.slice(i + 1)].join(", "),
        version: place - i,
      })),
    )
  }
})

describe("sqliteStore", () => {
  const refusal = (sentence: RegExp) =>
    expect.objectContaining({ name: "DatabaseRefused", message: expect.stringMatching(sentence) })

  async function filled(): Promise<string> {
    const path = newPath()
    const store = sqliteStore(path)
    for (let i = 0; i < 50; i++) {
      const next = { value: "v".repeat(1000) }
      await store.write([{ kind: "key", id: `k${i}`, expect: "absent", next }])
    }
    await store.close()
    return path
  }

  test("keeps a write-ahead log, so that readers need not wait for a writer", () => {
    const path = newPath()
    sqliteStore(path).close()
    const database = new DatabaseSync(path)
    expect(database.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" })
    database.close()
  })

  test("refuses a file that is not a database", () => {
    const path = newPath()
    writeFileSync(path, "This is a letter, and not a database. ".repeat(50))
    expect(() => sqliteStore(path)).toThrow(refusal(/is not a database, or damaged. Put back/))
  })

  test("refuses a file that lost its end", async () => {
    const path = await filled()
    truncateSync(path, 12_288)
    expect(() => sqliteStore(path)).toThrow(refusal(/is damaged. Put back a copy/))
  })

  test("refuses a file whose inner pages were overwritten", async () => {
    const path = await filled()
    const bytes = readFileSync(path)
    bytes.fill(0x5a, 8192, 8192 + 64)
    writeFileSync(path, bytes)
    expect(() => sqliteStore(path)).toThrow(refusal(/is damaged. Put back a copy/))
  })

  describe("with a large file", () => {
    const kept = `x${"v".repeat(500_000)}`
    const path = newPath()
    beforeAll(async () => {
      const store = sqliteStore(path)
      for (let i = 0; i < 140; i++) {
        await store.write([{ kind: "key", id: `k${i}`, expect: "absent", next: { value: kept } }])
      }
      await store.close()
    })

    /** What this process has read from files and the like (proc(5), /proc/pid/io, rchar). */
    const bytesRead = () => Number(/rchar: (\d+)/.exec(readFileSync("/proc/self/io", "utf8"))?.[1])

    test.skipIf(!existsSync("/proc/self/io"))("reads little of it when it opens it", async () => {
      const before = bytesRead()
      const store = sqliteStore(path)
      expect(statSync(path).size).toBeGreaterThan(64 * 1024 * 1024)
      expect(bytesRead() - before).toBeLessThan(8 * 1024 * 1024)
      expect((await store.read("key", "k139"))?.value).toBe(kept)
      await store.close()
    })

    test("fails where it is damaged, and serves the rest", async () => {
      const bytes = readFileSync(path)
      const place = bytes.indexOf("k70")
      // The page of the tree that leads to this record: its type, and what else its header says.
      bytes.fill(0xff, place - (place % 4096), place - (place % 4096) + 8)
      writeFileSync(path, bytes)
      const store = sqliteStore(path)
      await expect(store.read("key", "k70")).rejects.toBeInstanceOf(StoreUnavailable)
      const found = await Promise.allSettled(
        Array.from({ length: 140 }, (_, i) => store.read("key", `k${i}`)),
      )
      const whole = found.filter(
        (each) => each.status === "fulfilled" && each.value?.value === kept,
      )
      expect(whole.length).toBeGreaterThan(70)
      await store.close()
    })

    test("refuses it when it has lost its end", () => {
      truncateSync(path, 4096 * 1000)
      expect(() => sqliteStore(path)).toThrow(refusal(/is damaged. Put back a copy/))
    })
  })

  test("refuses another program's database, and leaves it as it was", () => {
    const path = newPath()
    const other = new DatabaseSync(path)
    other.exec("create table photo (id integer primary key)")
    other.close()
    const before = readFileSync(path)
    expect(() => sqliteStore(path)).toThrow(refusal(/is a database of another program/))
    expect(readFileSync(path)).toEqual(before)
  })

  test("refuses the file of a later Keywright", async () => {
    const path = await filled()
    const later = new DatabaseSync(path)
    later.exec("pragma user_version = 2")
    later.close()
    expect(() => sqliteStore(path)).toThrow(
      refusal(/was written by a later Keywright \(schema 2; this one knows 1\)/),
    )
  })

  test("refuses a folder in which nothing can be made", () => {
    expect(() => sqliteStore("/proc/keywright.sqlite")).toThrow(refusal(/cannot be opened. Give/))
  })

  test.skipIf(!canBeNobody)("refuses a file that may not be written", async () => {
    const path = await filled()
    chmodSync(path, 0o444)
    chmodSync(folder, 0o777)
    asNobody()
    expect(() => sqliteStore(path)).toThrow(refusal(/cannot be written. Give this user the right/))
  })
})
