/** Does the exam catch what it asks for? Each planted store breaks one promise and must fail the question about it. */
import { expect, test } from "vitest"
import { type Candidate, exam } from "../../src/storage/exam.ts"
import { memoryStore } from "../../src/storage/memory.ts"
import {
  type Change,
  Conflict,
  type Kind,
  type Store,
  type Stored,
} from "../../src/storage/store.ts"

/** A store in memory with one verb or another done wrongly. */
const spoilt = (spoil: (store: Store) => Partial<Store>): Candidate => ({
  open() {
    const store = memoryStore()
    return { ...store, ...spoil(store) }
  },
})

const everything = 100_000

const sortedBy =
  (compare: (one: Stored, other: Stored) => number) =>
  (store: Store): Partial<Store> => ({
    async list(kind, { limit, after, prefix = "" }) {
      const all = (await store.list(kind, { prefix, limit: everything })).sort(compare)
      const start = after === undefined ? 0 : all.findIndex(({ id }) => id === after) + 1
      return all.slice(start, start + limit)
    },
  })

/** `like` as SQL understands it. */
function likePattern(prefix: string): RegExp {
  const quoted = prefix.replaceAll(/[.*+?^$()|[\]{}\\/]/g, String.raw`\$&`)
  return new RegExp(`^${quoted.replaceAll("%", ".*").replaceAll("_", ".")}`, "su")
}

const filteredBy =
  (fits: (id: string, prefix: string) => boolean) =>
  (store: Store): Partial<Store> => ({
    async list(kind, { prefix = "", limit, ...page }) {
      const all = await store.list(kind, { ...page, limit: everything })
      return all.filter(({ id }) => fits(id, prefix)).slice(0, limit)
    },
  })

/** Writes over whatever is there. */
async function force(store: Store, changes: readonly Change[]): Promise<void> {
  for (const change of changes) {
    const found = await store.read(change.kind, change.id)
    const attempt = store.write([{ ...change, expect: found?.version ?? "absent" }])
    await attempt.catch(() => force(store, [change]))
  }
}

const keyedBy =
  (idOf: (kind: Kind, id: string) => string, kindOf: (kind: Kind) => Kind) =>
  (store: Store): Partial<Store> => ({
    read: (kind, id) => store.read(kindOf(kind), idOf(kind, id)),
    list: (kind, page) => store.list(kindOf(kind), page),
    write: (changes) =>
      store.write(
        changes.map((change) => ({
          ...change,
          kind: kindOf(change.kind),
          id: idOf(change.kind, change.id),
        })),
      ),
  })

interface Plant {
  fault: string
  candidate: Candidate
  caughtBy: string
}

const plants: Plant[] = [
  {
    fault: "writes without looking at what is expected",
    candidate: spoilt((store) => ({
      write: (changes) => force(store, changes),
    })),
    caughtBy: "A write refuses a record that is not as expected",
  },
  {
    fault: "writes change by change until one does not fit",
    candidate: spoilt((store) => ({
      async write(changes) {
        for (const change of changes) await store.write([change])
      },
    })),
    caughtBy: "A write that meets a conflict in any place",
  },
  {
    fault: "takes only the first hundred changes",
    candidate: spoilt((store) => ({ write: (changes) => store.write(changes.slice(0, 100)) })),
    caughtBy: "A write takes a thousand changes",
  },
  {
    fault: "reads the versions first and writes a little later",
    candidate: spoilt((store) => ({
      async write(changes) {
        for (const { kind, id, expect } of changes) {
          const found = await store.read(kind, id)
          if ((found?.version ?? "absent") !== expect) throw new Conflict(kind, id)
        }
        await force(store, changes)
      },
    })),
    caughtBy: "Of two writers that race for one record",
  },
  {
    fault: "throws something else than Conflict",
    candidate: spoilt((store) => ({
      write: (changes) =>
        store.write(changes).catch(() => Promise.reject(new Error("UNIQUE constraint failed"))),
    })),
    caughtBy: "A write refuses a record that is not as expected",
  },
  {
    fault: "keeps no versions",
    candidate: spoilt((store) => ({
      async read(kind, id) {
        const found = await store.read(kind, id)
        return found && { ...found, version: 1 }
      },
    })),
    caughtBy: "A version counts up",
  },
  {
    fault: "goes on counting where a removed record stopped",
    candidate: spoilt((store) => {
      const last = new Map<string, number>()
      return {
        async read(kind, id) {
          const found = await store.read(kind, id)
          return found && { ...found, version: found.version + (last.get(id) ?? 0) }
        },
        async write(changes) {
          await store.write(changes)
          for (const { id, next, expect } of changes) {
            if (next === "gone" && expect !== "absent") last.set(id, expect)
          }
        },
      }
    }),
    caughtBy: "A version counts up",
  },
  {
    fault: "never removes",
    candidate: spoilt((store) => ({
      write: (changes) => store.write(changes.filter(({ next }) => next !== "gone")),
    })),
    caughtBy: "A version counts up",
  },
  {
    fault: "writes an empty record for a change that only checks",
    candidate: spoilt((store) => ({
      write: (changes) =>
        store.write(
          changes.map((change) =>
            change.next === "gone" && change.expect === "absent"
              ? { ...change, next: { value: "" } }
              : change,
          ),
        ),
    })),
    caughtBy: "A change that expects nothing and leaves nothing",
  },
  {
    fault: "refuses a write of nothing",
    candidate: spoilt((store) => ({
      async write(changes) {
        if (changes.length === 0) throw new Error("no rows")
        await store.write(changes)
      },
    })),
    caughtBy: "A write of nothing",
  },
  {
    fault: "puts all kinds on one shelf",
    candidate: spoilt(
      keyedBy(
        (_, id) => id,
        () => "key",
      ),
    ),
    caughtBy: "Kinds are separate",
  },
  {
    fault: "lists every kind but reads one",
    candidate: spoilt(
      keyedBy(
        (kind, id) => `${kind}/${id}`,
        () => "key",
      ),
    ),
    caughtBy: "A store gives back what was written",
  },
  {
    fault: "lists in the order of UTF-16",
    candidate: spoilt(sortedBy((one, other) => (one.id < other.id ? -1 : 1))),
    caughtBy: "A list is in the order of the ids' UTF-8 bytes",
  },
  {
    fault: "lists in the order of a dictionary",
    candidate: spoilt(sortedBy((one, other) => one.id.localeCompare(other.id))),
    caughtBy: "A list is in the order of the ids' UTF-8 bytes",
  },
  {
    fault: "begins anew when the id to begin after is gone",
    candidate: spoilt(sortedBy(() => 0)),
    caughtBy: "A list begins strictly after",
  },
  {
    fault: "begins with the id to begin after",
    candidate: spoilt((store) => ({
      async list(kind, { after, ...page }) {
        const all = await store.list(kind, { ...page, limit: everything })
        return all.filter(({ id }) => after === undefined || id >= after).slice(0, page.limit)
      },
    })),
    caughtBy: "A list begins strictly after",
  },
  {
    fault: "lists more than it is asked for",
    candidate: spoilt((store) => ({
      list: (kind, page) => store.list(kind, { ...page, limit: page.limit + 1 }),
    })),
    caughtBy: "A list holds at most as many",
  },
  {
    fault: "cuts the page before it looks at the prefix",
    candidate: spoilt((store) => ({
      async list(kind, { prefix = "", ...page }) {
        return (await store.list(kind, page)).filter(({ id }) => id.startsWith(prefix))
      },
    })),
    caughtBy: "A list holds at most as many",
  },
  {
    fault: "takes a prefix for a pattern",
    candidate: spoilt(filteredBy((id, prefix) => likePattern(prefix).test(id))),
    caughtBy: "A prefix is plain text",
  },
  {
    fault: "takes capitals and small letters for the same",
    candidate: spoilt(
      filteredBy((id, prefix) => id.toLowerCase().startsWith(prefix.toLowerCase())),
    ),
    caughtBy: "A prefix is plain text",
  },
  {
    fault: "ends a prefix range at U+FFFF",
    candidate: spoilt(
      filteredBy(
        (id, prefix) => id.startsWith(prefix) && (id.codePointAt(prefix.length) ?? 0) < 0xffff,
      ),
    ),
    caughtBy: "A prefix is plain text",
  },
  {
    fault: "forgets the prefix when there is an id to begin after",
    candidate: spoilt((store) => ({
      list: (kind, { prefix, ...page }) =>
        store.list(
          kind,
          page.after === undefined && prefix !== undefined ? { ...page, prefix } : page,
        ),
    })),
    caughtBy: "A prefix and the id to begin after",
  },
  {
    fault: "cuts long values",
    candidate: spoilt((store) => ({
      write: (changes) =>
        store.write(
          changes.map((change) =>
            change.next === "gone"
              ? change
              : { ...change, next: { value: change.next.value.slice(0, 65_536) } },
          ),
        ),
    })),
    caughtBy: "A value comes back unchanged",
  },
  {
    fault: "hands out the record itself",
    candidate: spoilt((store) => {
      const handedOut = new Map<string, Stored>()
      return {
        async read(kind, id) {
          const found = await store.read(kind, id)
          if (found && !handedOut.has(id)) handedOut.set(id, found)
          return found && handedOut.get(id)
        },
      }
    }),
    caughtBy: "A record that a reader changes for itself",
  },
  {
    fault: "loses an addition now and then",
    candidate: {
      open() {
        const store = memoryStore()
        let writes = 0
        return {
          ...store,
          async write(changes) {
            if (++writes !== 30) await store.write(changes)
          },
        }
      },
    },
    caughtBy: "Writers that read, add one and write again",
  },
  {
    fault: "lets both of two crossing writers win",
    candidate: spoilt((store) => ({
      write: (changes) => (changes[0]?.id === "b" ? force(store, changes) : store.write(changes)),
    })),
    caughtBy: "Of two writers that take the same records",
  },
  {
    fault: "does not hold what must be absent until the write is done",
    candidate: spoilt((store) => ({
      write: (changes) =>
        store.write(changes.filter(({ expect, next }) => expect !== "absent" || next !== "gone")),
    })),
    caughtBy: "Of two writers that each add what the other",
  },
  {
    fault: "forgets the last write on a restart",
    candidate: {
      open: forgetful,
      reopen: (store) => (store as Forgetful).restarted(),
    },
    caughtBy: "A restart keeps",
  },
]

interface Forgetful extends Store {
  restarted(): Promise<Store>
}

function forgetful(): Forgetful {
  const store = memoryStore()
  const written: (readonly Change[])[] = []
  return {
    ...store,
    async write(changes) {
      await store.write(changes)
      written.push(changes)
    },
    async restarted() {
      const again = memoryStore()
      for (const changes of written.slice(0, -1)) await again.write(changes)
      return again
    },
  }
}

test.each(plants)("The exam catches a store that $fault", async ({ candidate, caughtBy }) => {
  const question = exam.find(({ title }) => title.startsWith(caughtBy))
  if (!question) throw new Error(`no question begins "${caughtBy}"`)
  await expect(question.ask(candidate)).rejects.toThrow()
})

test("The exam asks nothing that no planted store fails", () => {
  const unproven = exam
    .map(({ title }) => title)
    .filter((title) => !plants.some(({ caughtBy }) => title.startsWith(caughtBy)))
  expect(unproven).toEqual(["A store finds nothing where nothing was written"])
})
