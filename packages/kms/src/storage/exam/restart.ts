/** The question of what outlives a process. */
import { longestValue, mustConflict, type Question, remove, same, write } from "./question.ts"

export const restart: readonly Question[] = [
  {
    title: "A restart keeps all that was acknowledged and nothing that was refused",
    needs: "reopen",
    async ask(candidate) {
      if (!candidate.reopen) throw new Error("the candidate cannot be opened again")
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
