/** What the questions of the exam are made of: a candidate, a way to pose a question to it, and what counts as an answer. */
import { type Change, Conflict, type Kind, type Store } from "../store.ts"

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
  /** What a candidate must offer to be asked. */
  needs?: "reopen"
  ask(candidate: Candidate): Promise<void>
}

/** A question on a new store, and a second door to it. Both are closed afterwards. */
export function question(
  title: string,
  pose: (store: Store, other: Store) => Promise<void>,
): Question {
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

/** A change that writes. */
export function write(
  id: string,
  expect: Change["expect"],
  value: string,
  kind: Kind = "key",
): Change {
  return { kind, id, expect, next: { value } }
}

/** A change that removes. */
export function remove(id: string, expect: Change["expect"], kind: Kind = "key"): Change {
  return { kind, id, expect, next: "gone" }
}

/** The longest value of the contract, of characters that take one, two, three and four bytes of UTF-8: 16 bytes a turn. */
const valueBytesMax = 512 * 1024
export const longestValue: string = "aé€🔑'\"\\\n\t ".repeat(valueBytesMax / 16)

export async function mustConflict(store: Store, changes: Change[], id: string): Promise<void> {
  const outcome = await store.write(changes).then(
    () => "written",
    (error: unknown) => error,
  )
  if (!(outcome instanceof Conflict)) throw new Error(`expected Conflict, got ${outcome}`)
  same([outcome.kind, outcome.id], ["key", id])
}

export function same(actual: unknown, expected: unknown): void {
  const [got, wanted] = [actual, expected].map((value) => JSON.stringify(value, inNameOrder))
  if (got !== wanted) throw new Error(`expected ${wanted}, got ${got}`)
}

/** A store may list a record's members in any order. */
function inNameOrder(_name: string, value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value
  return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)))
}
