/** The storage contract in its plainest form: the reference that other stores are compared with, and what development mode runs on. */
import { compareUtf8 } from "./compare-utf8.ts"
import { type Change, Conflict, type Kind, type Store, type Stored } from "./store.ts"

/** A store that lasts as long as the object. Every verb decides before its first await, so writes cannot interleave. */
export function memoryStore(): Store {
  const shelves = new Map<Kind, Map<string, Stored>>()
  const shelf = (kind: Kind): Map<string, Stored> => {
    const found = shelves.get(kind) ?? new Map<string, Stored>()
    shelves.set(kind, found)
    return found
  }
  return {
    async read(kind, id) {
      const found = shelf(kind).get(id)
      return found && { ...found }
    },
    async list(kind, { prefix = "", after, limit }) {
      return [...shelf(kind).values()]
        .filter(({ id }) => id.startsWith(prefix))
        .filter(({ id }) => after === undefined || compareUtf8(id, after) > 0)
        .sort((one, other) => compareUtf8(one.id, other.id))
        .slice(0, limit)
        .map((stored) => ({ ...stored }))
    },
    async write(changes) {
      for (const change of changes) mustFit(change, shelf(change.kind).get(change.id))
      for (const { kind, id, expect, next } of changes) {
        if (next === "gone") shelf(kind).delete(id)
        else {
          const version = expect === "absent" ? 1 : expect + 1
          shelf(kind).set(id, { id, value: next.value, version })
        }
      }
    },
    async close() {},
  }
}

function mustFit({ kind, id, expect }: Change, present: Stored | undefined): void {
  if ((present?.version ?? "absent") !== expect) throw new Conflict(kind, id)
}
