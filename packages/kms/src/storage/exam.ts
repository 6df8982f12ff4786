/** The exam that every store must pass: the contract of store.ts as questions, two racing writers and a restart included. */
import { type Change, Conflict, type Kind, type Store } from "./store.ts"

/** A kind of store that sits the exam. */
export interface Candidate {
  /** A new, empty store that shares nothing with any other. */
  open(): Store | Promise<Store>
  /** A second door to the same records, as another node would have. The racing writers then use both. */
  beside?(store: Store): Store | Promise<Store>
  /** Closes the store and opens it again on what it kept, as after a restart. Left out where nothing is kept. */
  reopen?(store: Store): Store | Promise<Store>
}

/** One question. `ask` throws an `Error` that says what was expected when the candidate answers wrongly. */
export interface Question {
  title: string
  ask(candidate: Candidate): Promise<void>
}

/**
 * Registers the exam with a test runner: `examine({ open: () => sqliteStore(":memory:") }, test)`. `test` is called once
 * per question with a title and an asynchronous function that rejects when the answer is wrong.
 */
export function examine(
  candidate: Candidate,
  test: (title: string, run: () => Promise<void>) => unknown,
): void {
  for (const { title, ask } of exam) test(title, () => ask(candidate))
}

const write = (
  id: string,
  expect: Change["expect"],
  value: string,
  kind: Kind = "key",
): Change => ({
  kind,
  id,
  expect,
  next: { value },
})

const remove = (id: string, expect: Change["expect"], kind: Kind = "key"): Change => ({
  kind,
  id,
  expect,
  next: "gone",
})

/** The longest value of the contract, of characters that take one, two, three and four bytes of UTF-8: 16 bytes a turn. */
const valueBytesMax = 512 * 1024
const longestValue = "aé€🔑'\"\\\n\t ".repeat(valueBytesMax / 16)

/** Ids in the order of their UTF-8 bytes: capitals apart from small letters, and U+1F511 after U+FFFD, unlike in UTF-16. */
const orderedIds = ["A", "a", "a b", "a!", "aa", "b", "é", "ﬀ", "\ufffd", "🔑", "\u{10ffff}"]

/** Characters that mean something to LIKE, GLOB, regular expressions or file systems, and ends of the Unicode range. */
const awkwardPrefixes = [
  "_",
  "%",
  "\\",
  "*",
  "?",
  "[a-z]",
  ".",
  "'",
  "/",
  "..",
  "é",
  "🔑",
  "\uffff",
  "\u{10ffff}",
  "K",
  "k",
]

/** The questions, each independent of the others. */
export const exam: readonly Question[] = [
  question("A store finds nothing where nothing was written", async (store) => {
    same(await store.read("key", "k"), undefined)
    same(await store.list("key", { limit: 10 }), [])
  }),

  question("A store gives back what was written, with version 1", async (store) => {
    await store.write([write("k", "absent", "one")])
    same(await store.read("key", "k"), { id: "k", value: "one", version: 1 })
    same(await store.list("key", { limit: 10 }), [{ id: "k", value: "one", version: 1 }])
  }),

  question(
    "A version counts up with every write, and starts anew after the record was gone",
    async (store) => {
      await store.write([write("k", "absent", "one")])
      await store.write([write("k", 1, "two")])
      await store.write([write("k", 2, "two")])
      same(await store.read("key", "k"), { id: "k", value: "two", version: 3 })
      await store.write([remove("k", 3)])
      same(await store.read("key", "k"), undefined)
      await store.write([write("k", "absent", "again")])
      same(await store.read("key", "k"), { id: "k", value: "again", version: 1 })
    },
  ),

  question("A write refuses a record that is not as expected, and names it", async (store) => {
    await store.write([write("k", "absent", "one")])
    await store.write([write("k", 1, "two")])
    await mustConflict(store, [write("k", "absent", "x")], "k")
    await mustConflict(store, [write("k", 1, "x")], "k")
    await mustConflict(store, [write("k", 3, "x")], "k")
    await mustConflict(store, [remove("k", 1)], "k")
    await mustConflict(store, [remove("k", "absent")], "k")
    await mustConflict(store, [write("none", 1, "x")], "none")
    await mustConflict(store, [remove("none", 1)], "none")
    same(await store.list("key", { limit: 10 }), [{ id: "k", value: "two", version: 2 }])
  }),

  question("A change that expects nothing and leaves nothing only checks", async (store) => {
    await store.write([remove("k", "absent"), write("other", "absent", "one")])
    same(await store.read("key", "k"), undefined)
    same(await store.read("key", "other"), { id: "other", value: "one", version: 1 })
  }),

  question("A write of nothing is done at once", async (store) => {
    await store.write([])
    same(await store.list("key", { limit: 10 }), [])
  }),

  question(
    "A write that meets a conflict in any place writes none of its changes",
    async (store) => {
      await store.write([
        write("a", "absent", "one"),
        write("b", "absent", "one"),
        write("c", "absent", "one"),
      ])
      const before = await store.list("key", { limit: 10 })
      const good = [write("a", 1, "two"), remove("b", 1), write("d", "absent", "one")]
      for (let place = 0; place <= good.length; place++) {
        await mustConflict(store, good.toSpliced(place, 0, write("c", 7, "x")), "c")
        same(await store.list("key", { limit: 10 }), before)
      }
      await store.write(good)
      same(
        (await store.list("key", { limit: 10 })).map(({ id, version }) => [id, version]),
        [
          ["a", 2],
          ["c", 1],
          ["d", 1],
        ],
      )
    },
  ),

  question(
    "A write takes a thousand changes of several kinds, all of them or none",
    async (store) => {
      const kinds: Kind[] = ["key", "alias", "alias-of-key", "deletion"]
      const changes = Array.from({ length: 1000 }, (_, i) =>
        write(`k${String(i).padStart(4, "0")}`, "absent", `${i}`, kinds[i % 4]),
      )
      await mustConflict(store, [...changes, write("none", 1, "x")], "none")
      for (const kind of kinds) same(await store.list(kind, { limit: 1000 }), [])
      await store.write(changes)
      for (const kind of kinds) same((await store.list(kind, { limit: 1000 })).length, 250)
    },
  ),

  question("Kinds are separate: one id is many records", async (store) => {
    const kinds: Kind[] = [
      "key",
      "alias",
      "alias-of-key",
      "deletion",
      "domain-key",
      "access-key",
      "setting",
    ]
    await store.write(kinds.map((kind) => write("same", "absent", kind, kind)))
    await store.write([write("same", 1, "changed", "alias"), remove("same", 1, "setting")])
    for (const kind of kinds) {
      const expected = { key: kind, alias: "changed", setting: undefined }
      const value = kind in expected ? expected[kind as keyof typeof expected] : kind
      same((await store.read(kind, "same"))?.value, value)
      same(
        (await store.list(kind, { limit: 10 })).map((stored) => stored.value),
        value === undefined ? [] : [value],
      )
    }
  }),

  question("A list is in the order of the ids' UTF-8 bytes", async (store) => {
    await store.write(orderedIds.toReversed().map((id) => write(id, "absent", id)))
    same(await idsOf(store, {}), orderedIds)
  }),

  question(
    "A list begins strictly after the id it is given, be that there or not",
    async (store) => {
      await store.write(orderedIds.map((id) => write(id, "absent", id)))
      for (const [place, after] of orderedIds.entries()) {
        const rest = orderedIds.slice(place + 1)
        same(await idsOf(store, { after }), rest)
        await store.write([remove(after, 1)])
        same(await idsOf(store, { after }), rest)
        await store.write([write(after, "absent", after)])
      }
    },
  ),

  question(
    "A list holds at most as many records as it is asked for, and pages join without gap or repeat",
    async (store) => {
      const ids = Array.from({ length: 25 }, (_, i) => `k/${String.fromCharCode(0x61 + i)}`)
      await store.write([...ids, "j/z", "l/a"].map((id) => write(id, "absent", id)))
      same(await idsOf(store, { prefix: "k/", limit: 1 }), ids.slice(0, 1))
      const seen: string[] = []
      for (let page = 0; page < 4; page++) {
        const after = seen.at(-1)
        seen.push(
          ...(await idsOf(store, {
            prefix: "k/",
            limit: 7,
            ...(after !== undefined && { after }),
          })),
        )
      }
      same(seen, ids)
    },
  ),

  question(
    "A prefix is plain text: nothing in it is a pattern, and capitals count",
    async (store) => {
      const ids = awkwardPrefixes.flatMap((prefix) => [
        prefix,
        `${prefix}1`,
        `${prefix}\u{10ffff}`,
        `x${prefix}`,
      ])
      await store.write(ids.map((id) => write(id, "absent", id)))
      for (const prefix of awkwardPrefixes) {
        const expected = ids.filter((id) => id.startsWith(prefix)).sort()
        same((await idsOf(store, { prefix })).sort(), expected)
      }
    },
  ),

  question("A prefix and the id to begin after hold together", async (store) => {
    await store.write(["a/1", "b/1", "b/2", "c/1"].map((id) => write(id, "absent", id)))
    same(await idsOf(store, { prefix: "b/", after: "a/1" }), ["b/1", "b/2"])
    same(await idsOf(store, { prefix: "b/", after: "b/1" }), ["b/2"])
    same(await idsOf(store, { prefix: "b/", after: "c" }), [])
  }),

  question(
    "A value comes back unchanged: the longest, the empty, and every character",
    async (store) => {
      const values = [
        longestValue,
        "",
        "\u0001\t\r\n\u001f\u007f",
        '{"a":"\\u0000"}',
        "null",
        "1e3",
        "'; DROP TABLE key; --",
      ]
      await store.write(values.map((value, i) => write(`k${i}`, "absent", value)))
      for (const [i, value] of values.entries()) {
        const found = (await store.read("key", `k${i}`))?.value
        if (found !== value) {
          throw new Error(
            `value ${i} changed: ${found?.length} characters where ${value.length} were written`,
          )
        }
      }
      same((await store.list("key", { limit: 1 }))[0]?.value === longestValue, true)
    },
  ),

  question(
    "A record that a reader changes for itself stays as it was in the store",
    async (store) => {
      await store.write([write("k", "absent", "one")])
      for (const found of [
        await store.read("key", "k"),
        ...(await store.list("key", { limit: 1 })),
      ]) {
        if (found) Object.assign(found, { value: "changed", version: 9 })
      }
      same(await store.read("key", "k"), { id: "k", value: "one", version: 1 })
    },
  ),

  question("Of two writers that race for one record exactly one wins", async (store, other) => {
    for (let round = 0; round < 20; round++) {
      await oneWins([store, other], (name) => [write(`k${round}`, "absent", name)])
      await oneWins([store, other], (name) => [write(`k${round}`, 1, name)])
    }
  }),

  question(
    "Of two writers that take the same records in opposite order exactly one wins",
    async (store, other) => {
      await store.write([write("a", "absent", "none"), write("b", "absent", "none")])
      for (let version = 1; version <= 20; version++) {
        await oneWins([store, other], (name) => {
          const changes = [write("a", version, name), write("b", version, name)]
          return name === "first" ? changes : changes.toReversed()
        })
        same((await store.read("key", "a"))?.value, (await other.read("key", "b"))?.value)
      }
    },
  ),

  question("Writers that read, add one and write again lose no addition", async (store, other) => {
    await store.write([write("count", "absent", "0")])
    await Promise.all([store, other, store, other].map((door) => addTimes(door, 10)))
    same(await other.read("key", "count"), { id: "count", value: "40", version: 41 })
  }),

  {
    title: "A restart keeps all that was acknowledged and nothing that was refused",
    async ask(candidate) {
      if (!candidate.reopen) return
      let store = await candidate.open()
      try {
        await store.write([write("a", "absent", "one"), write("b", "absent", longestValue)])
        await store.write([write("a", 1, "two"), write("c", "absent", "one")])
        await store.write([remove("c", 1)])
        await mustConflict(store, [write("d", "absent", "x"), write("a", 1, "x")], "a")
        const before = await store.list("key", { limit: 10 })
        store = await candidate.reopen(store)
        same(await store.list("key", { limit: 10 }), before)
        await store.write([write("a", 2, "three")])
        same(await store.read("key", "a"), { id: "a", value: "three", version: 3 })
      } finally {
        await store.close()
      }
    },
  },
]

/** A question on a new store, and a second door to it. Both are closed afterwards. */
function question(title: string, pose: (store: Store, other: Store) => Promise<void>): Question {
  return {
    title,
    async ask(candidate) {
      const store = await candidate.open()
      const other = (await candidate.beside?.(store)) ?? store
      try {
        await pose(store, other)
      } finally {
        if (other !== store) await other.close()
        await store.close()
      }
    },
  }
}

async function idsOf(
  store: Store,
  page: { prefix?: string; after?: string; limit?: number },
): Promise<string[]> {
  const found = await store.list("key", { limit: 1000, ...page })
  return found.map(({ id }) => id)
}

async function mustConflict(store: Store, changes: Change[], id: string): Promise<void> {
  const outcome = await store.write(changes).then(
    () => "written",
    (error: unknown) => error,
  )
  if (!(outcome instanceof Conflict)) throw new Error(`expected Conflict, got ${outcome}`)
  same([outcome.kind, outcome.id], ["key", id])
}

async function oneWins(
  doors: [Store, Store],
  changesOf: (name: "first" | "second") => Change[],
): Promise<void> {
  const outcomes = await Promise.allSettled([
    doors[0].write(changesOf("first")),
    doors[1].write(changesOf("second")),
  ])
  const losses = outcomes.filter((outcome) => outcome.status === "rejected")
  same(
    losses.map(({ reason }) => reason instanceof Conflict || `${reason}`),
    [true],
  )
  const winner = outcomes[0].status === "fulfilled" ? "first" : "second"
  for (const { kind, id } of changesOf(winner)) same((await doors[0].read(kind, id))?.value, winner)
}

/** Each lost race was somebody else's addition, and there are forty in all: more attempts than that mean a fault. */
const attemptsMax = 100

async function addTimes(store: Store, times: number): Promise<void> {
  let done = 0
  for (let attempt = 0; done < times; attempt++) {
    if (attempt > attemptsMax) throw new Error(`no write went through in ${attempt} attempts`)
    const found = await store.read("key", "count")
    if (!found) throw new Error("the record is gone")
    try {
      await store.write([write("count", found.version, String(Number(found.value) + 1))])
      done++
    } catch (error) {
      if (!(error instanceof Conflict)) throw error
    }
  }
}

function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value, inNameOrder))
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`)
}

/** A store may list a record's members in any order. */
function inNameOrder(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
