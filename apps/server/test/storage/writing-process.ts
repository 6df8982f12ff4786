/** A process of its own that writes to a store, for tests: started with `node writing-process.ts <how> <database>`. */
import { writeSync } from "node:fs"
import process from "node:process"
import { Conflict, StoreUnavailable } from "@keywright/kms"
import { sqliteStore } from "../../src/storage/sqlite.ts"

const [how = "", path = ""] = process.argv.slice(2)
const store = sqliteStore(path)

/** Writes pairs of records without end, and says of each pair, after it was acknowledged, that it was. */
async function writeForever(): Promise<never> {
  for (let i = 0; ; i++) {
    await store.write([
      { kind: "key", id: `k${i}`, expect: "absent", next: { value: `${i} ${"x".repeat(2000)}` } },
      { kind: "alias", id: `k${i}`, expect: "absent", next: { value: `${i}` } },
    ])
    writeSync(1, `${i}\n`)
  }
}

/** Adds one to a number, so many times, by reading and writing again. Says how often it lost the race. */
async function addTimes(times: number): Promise<void> {
  let lost = 0
  for (let done = 0; done < times; ) {
    const found = await store.read("setting", "count")
    if (!found) throw new Error("the number is gone")
    const next = { value: String(Number(found.value) + 1) }
    try {
      await store.write([{ kind: "setting", id: "count", expect: found.version, next }])
      done++
    } catch (error) {
      // On a busy machine the other one may keep the lock for longer than a store waits: then nothing was written either.
      if (!(error instanceof Conflict || error instanceof StoreUnavailable)) throw error
      lost++
    }
  }
  writeSync(1, `${lost}\n`)
}

/** Adds a record of this name and changes all that are there already. Says what it has found. */
async function sign(name: string): Promise<void> {
  const found = await store.list("key", { limit: 100 })
  writeSync(1, JSON.stringify(found))
  await store.write([
    ...found.map(({ id, value, version }) => {
      return { kind: "key", id, expect: version, next: { value: `${value}, ${name}` } } as const
    }),
    { kind: "key", id: name, expect: "absent", next: { value: `é🔑 ${name}` } },
  ])
}

if (how === "forever") await writeForever()
else if (/^\d+$/.test(how)) await addTimes(Number(how))
else await sign(how)
await store.close()
