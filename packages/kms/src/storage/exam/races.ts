/** Questions with two writers, through two doors where the candidate has them. */
import { type Change, Conflict, type Store } from "../store.ts"
import { type Question, question, remove, same, write } from "./question.ts"

export const races: readonly Question[] = [
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

  question(
    "Of two writers that each add what the other expects to be absent, not both win",
    async (store, other) => {
      for (let round = 0; round < 20; round++) {
        const [a, b] = [`a${round}`, `b${round}`]
        const outcomes = await Promise.allSettled([
          store.write([remove(a, "absent"), write(b, "absent", "first")]),
          other.write([remove(b, "absent"), write(a, "absent", "second")]),
        ])
        const losses = outcomes.filter((outcome) => outcome.status === "rejected")
        same(new Set(losses.map(({ reason }) => reason instanceof Conflict || `${reason}`)).size, 1)
        const found = [await other.read("key", a), await store.read("key", b)]
        same(found.filter((stored) => stored !== undefined).length, 2 - losses.length)
      }
    },
  ),

  question("Writers that read, add one and write again lose no addition", async (store, other) => {
    await store.write([write("count", "absent", "0")])
    await Promise.all([store, other, store, other].map((door) => addTimes(door, 10)))
    same(await other.read("key", "count"), { id: "count", value: "40", version: 41 })
  }),
]

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
