/** Questions about single records and single writes. */
import type { Kind } from "../store.ts"
import {
  longestValue,
  mustConflict,
  type Question,
  question,
  remove,
  same,
  write,
} from "./question.ts"

export const records: readonly Question[] = [
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
]
