import { type Kind, memoryStore, type Store } from "@keywright/kms"
import { describe, expect, test } from "vitest"
import { CarryRefused, carryIn, carryOut, linesOf } from "../src/carry.ts"
import { sqliteStore } from "../src/storage/sqlite.ts"

const account = "111122223333"

/** More records than a page, of two Regions, and one that has been written twice. */
async function filled(): Promise<Store> {
  const store = memoryStore()
  const add = (kind: Kind, id: string, value = `${kind} of ${id}`) =>
    store.write([{ kind, id, expect: "absent", next: { value } }])
  for (let i = 0; i < 120; i++) {
    await add("key", `${account}/${i % 2 ? "us-east-1" : "eu-west-1"}/k${i}`)
  }
  await add("setting", "newlines", "a\nb\r\n\u2028é🔑")
  await add("domain-key", "0000000001")
  await add("alias", "twice", "one")
  await store.write([{ kind: "alias", id: "twice", expect: 1, next: { value: "two" } }])
  return store
}

async function all(items: AsyncIterable<string>): Promise<string[]> {
  const found: string[] = []
  for await (const item of items) found.push(item)
  return found
}

/** More than a page of them. */
const domainKeysFirst = (lines: string[]): string[] => [
  ...Array.from({ length: 60 }, (_, i) => `{"kind":"domain-key","id":"${i}","value":"v"}\n`),
  ...lines.slice(0, -1),
]

const linesFrom = (store: Store) => all(carryOut(store))

async function* each<Item>(items: readonly Item[]): AsyncGenerator<Item> {
  yield* items
}

/** As they come over a network: cut anywhere. */
function cut(text: string, length: number): AsyncIterable<Uint8Array> {
  const bytes = new TextEncoder().encode(text)
  const count = Math.ceil(bytes.length / length)
  return each(Array.from({ length: count }, (_, i) => bytes.slice(i * length, (i + 1) * length)))
}

const sent = async (store: Store, lines: readonly string[]) =>
  carryIn(store, linesOf(cut(lines.join(""), 1000)))

describe("Carrying", () => {
  test("brings every record over, and gives out the same lines from there", async () => {
    const lines = await linesFrom(await filled())
    expect(lines).toHaveLength(124)
    const other = sqliteStore(":memory:")
    expect(await sent(other, lines)).toBe(123)
    expect(await linesFrom(other)).toEqual(lines)
    await other.close()
  })

  test.each([1, 2, 3, 7, 100_000])(
    "does not mind lines that come %i bytes at a time",
    async (length) => {
      const lines = await linesFrom(await filled())
      const read = await all(linesOf(cut(lines.join(""), length)))
      expect(read.map((line) => `${line}\n`)).toEqual(lines)
    },
  )

  test("goes on where it was cut off", async () => {
    const lines = await linesFrom(await filled())
    const other = memoryStore()
    await expect(sent(other, lines.slice(0, 70))).rejects.toThrow(/last line is missing/)
    // Nothing to begin on.
    expect(await other.list("domain-key", { limit: 1 })).toEqual([])
    expect((await other.list("key", { limit: 1000 })).length).toBeGreaterThan(0)
    expect(await sent(other, lines)).toBe(123)
    expect(await linesFrom(other)).toEqual(lines)
  })

  test("refuses a store with keys of its own, and leaves it as it was", async () => {
    const lines = await linesFrom(await filled())
    const other = memoryStore()
    await other.write([
      { kind: "domain-key", id: "0000000001", expect: "absent", next: { value: "mine" } },
    ])
    const before = await linesFrom(other)
    await expect(sent(other, lines)).rejects.toThrow("The store has keys of its own.")
    expect(await linesFrom(other)).toEqual(before)
  })

  test("refuses another record under a name that is there, and names it", async () => {
    const lines = await linesFrom(await filled())
    const other = memoryStore()
    await other.write([{ kind: "alias", id: "twice", expect: "absent", next: { value: "mine" } }])
    await expect(sent(other, lines)).rejects.toThrow("The store has another alias twice.")
    expect((await other.read("alias", "twice"))?.value).toBe("mine")
  })

  test.each<[string, (lines: string[]) => string[], RegExp]>([
    ["a line less", (lines) => lines.toSpliced(5, 1), /last line is missing or tells of others/],
    ["no last line", (lines) => lines.slice(0, -1), /last line is missing/],
    ["lines after the last", (lines) => [...lines, lines[0] ?? ""], /more after the last line/],
    ["half a line at the end", (lines) => [...lines, '{"kind":'], /has no end|not a record/],
    ["a line that is no JSON", (lines) => ["kind\n", ...lines], /not a record/],
    [
      "a kind that is none",
      (lines) => ['{"kind":"a","id":"b","value":"c"}\n', ...lines],
      /not a rec/,
    ],
    ["a record without value", (lines) => ['{"kind":"key","id":"b"}\n', ...lines], /not a record/],
    ["domain keys first, and then no last line", domainKeysFirst, /last line is missing/],
    ["nothing", () => [], /0 records came/],
  ])(
    "refuses %s, and leaves nothing that a service could begin on",
    async (_, change, sentence) => {
      const other = memoryStore()
      const lines = change(await linesFrom(await filled()))
      await expect(sent(other, lines)).rejects.toThrow(sentence)
      await expect(sent(other, lines)).rejects.toBeInstanceOf(CarryRefused)
      expect(await other.list("domain-key", { limit: 1 })).toEqual([])
    },
  )
})
