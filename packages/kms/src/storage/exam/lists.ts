/** Questions about lists: their order, where they begin, and what a prefix is. */
import type { Store } from "../store.ts"
import { type Question, question, remove, same, write } from "./question.ts"

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

export const lists: readonly Question[] = [
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
]

async function idsOf(
  store: Store,
  page: { prefix?: string; after?: string; limit?: number },
): Promise<string[]> {
  const found = await store.list("key", { limit: 1000, ...page })
  return found.map(({ id }) => id)
}
