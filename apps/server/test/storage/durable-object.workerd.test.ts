import { evictDurableObject, runDurableObjectAlarm, runInDurableObject } from "cloudflare:test"
import { env } from "cloudflare:workers"
import { Conflict, OutcomeUnknown, type Store, StoreUnavailable } from "@keywright/kms"
import { examine } from "@keywright/kms/storage/exam"
import { describe, expect, test } from "vitest"
import {
  durableObjectStore,
  type RecordNamespace,
  type RecordStub,
} from "../../src/storage/durable-object.ts"
import type { RecordObject } from "../../src/storage/record-object.ts"

const namespace = env.KEYWRIGHT_RECORDS as RecordNamespace
const regions = ["us-east-1", "eu-west-1"]

let accounts = 0
const newAccount = () => String(accounts++).padStart(12, "0")
const storeOf = (account: string) => durableObjectStore(namespace, { account, regions })

describe("The exam", () => {
  const accountOf = new Map<Store, string>()
  const openOn = (account: string) => {
    const store = storeOf(account)
    accountOf.set(store, account)
    return store
  }
  const again = (store: Store) => openOn(accountOf.get(store) as string)
  examine(
    {
      open: () => openOn(newAccount()),
      beside: again,
      async reopen(store) {
        await evictDurableObject(namespace.getByName(accountOf.get(store) as string))
        return again(store)
      },
    },
    test,
  )
})

describe("durableObjectStore", () => {
  const add = (kind: "key" | "deletion", id: string) =>
    ({ kind, id, expect: "absent", next: { value: id } }) as const
  const idsIn = async (object: string) =>
    (await namespace.getByName(object).list("key", { limit: 10 })).map(({ id }) => id)

  test("keeps each Region's records in an object of its own, and the rest in the account's", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const ids = [`${account}/us-east-1/b`, `${account}/eu-west-1/a`, `${account}/mars-1/c`]
    for (const id of ids) await store.write([add("key", id)])
    expect(await idsIn(`${account}/us-east-1`)).toEqual([ids[0]])
    expect(await idsIn(`${account}/eu-west-1`)).toEqual([ids[1]])
    // Not one of its Regions.
    expect(await idsIn(account)).toEqual([ids[2]])
    for (const id of ids) expect((await store.read("key", id))?.value).toBe(id)
  })

  test("lists over all objects in one order, page by page, and of one Region from its object alone", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const dates = ["2026-01-03", "2026-01-01", "2026-01-04", "2026-01-02"]
    const ids = dates.map((date, i) => `${date}/${account}/${regions[i % 2]}/k`)
    for (const id of ids) await store.write([add("deletion", id)])
    const first = await store.list("deletion", { limit: 3 })
    expect(first.map(({ id }) => id)).toEqual(ids.toSorted().slice(0, 3))
    const [last] = first.slice(-1)
    const rest = await store.list("deletion", { limit: 3, after: last?.id ?? "" })
    expect(rest.map(({ id }) => id)).toEqual(ids.toSorted().slice(3))

    const prefix = `${account}/us-east-1/`
    for (const name of ["x", "y"]) await store.write([add("key", prefix + name)])
    await store.write([add("key", `${account}/eu-west-1/z`)])
    const own = await store.list("key", { prefix, limit: 10 })
    expect(own.map(({ id }) => id)).toEqual([`${prefix}x`, `${prefix}y`])
  })

  test("throws for a write to two Regions, and writes nothing", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const ids = [`${account}/us-east-1/a`, `${account}/eu-west-1/a`]
    await expect(store.write(ids.map((id) => add("key", id)))).rejects.toThrow(/bug: one write to/)
    for (const id of ids) expect(await store.read("key", id)).toBeUndefined()
  })

  test("says that nothing was written when an object turned it away, or began too late", async () => {
    const account = newAccount()
    const stub = namespace.getByName(account)
    const answering = (write: RecordStub["write"]) =>
      durableObjectStore({ getByName: () => ({ ...stub, write }) }, { account, regions })
    const turnedAway = Object.assign(new Error("Durable Object is overloaded."), {
      overloaded: true,
    })
    const overloaded = answering(() => Promise.reject(turnedAway))
    await expect(overloaded.write([add("key", "k")])).rejects.toThrow(StoreUnavailable)
    const late = answering((changes) => stub.write(changes, Date.now() - 1))
    await expect(late.write([add("key", "k")])).rejects.toThrow(StoreUnavailable)
    expect(await storeOf(account).read("key", "k")).toBeUndefined()
  })

  test("does not know what became of a write when an object breaks off, and goes on afterwards", async () => {
    const account = newAccount()
    const store = storeOf(account)
    await store.write([add("key", "k")])
    const broken: RecordStub = {
      read: () => Promise.reject(new Error("Network connection lost.")),
      list: () => Promise.reject(new Error("Network connection lost.")),
      write: () => Promise.reject(new Error("Network connection lost.")),
    }
    const lost = durableObjectStore({ getByName: () => broken }, { account, regions })
    await expect(lost.read("key", "k")).rejects.toThrow(StoreUnavailable)
    await expect(lost.list("key", { limit: 1 })).rejects.toThrow(StoreUnavailable)
    await expect(lost.write([add("key", "l")])).rejects.toThrow(OutcomeUnknown)
    expect((await store.read("key", "k"))?.value).toBe("k")
  })
})

describe("An object that is thrown out of memory in the middle", () => {
  const WRITES = 60

  test("has everything that it acknowledged, and no half of a write", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const acknowledged = new Set<number>()
    const writing = Array.from({ length: WRITES }, async (_, i) => {
      const changes = ["a", "b"].map((half) => {
        const id = `${account}/us-east-1/${i}${half}`
        return { kind: "key", id, expect: "absent", next: { value: half } } as const
      })
      await store.write(changes)
      acknowledged.add(i)
      // In the middle of the others.
      if (i % 20 === 10) {
        await runInDurableObject(namespace.getByName(`${account}/us-east-1`), (_, state) => {
          setTimeout(() => state.abort("thrown out by a test"), 0)
        })
      }
    })
    const outcomes = await Promise.allSettled(writing)
    const failures = outcomes.filter((outcome) => outcome.status === "rejected")
    for (const { reason } of failures) expect(reason).toBeInstanceOf(OutcomeUnknown)
    expect(acknowledged.size).toBeGreaterThan(0)
    for (let i = 0; i < WRITES; i++) {
      const halves = ["a", "b"].map((half) => store.read("key", `${account}/us-east-1/${i}${half}`))
      const [a, b] = await Promise.all(halves)
      expect([a?.value, b?.value], `write ${i}`).toEqual(
        acknowledged.has(i) || a ? ["a", "b"] : [undefined, undefined],
      )
    }
  })

  test("still refuses what it would have refused before", async () => {
    const account = newAccount()
    const store = storeOf(account)
    await store.write([{ kind: "key", id: "k", expect: "absent", next: { value: "one" } }])
    await evictDurableObject(namespace.getByName(account))
    const again = { kind: "key", id: "k", expect: "absent", next: { value: "two" } } as const
    await expect(store.write([again])).rejects.toThrow(Conflict)
  })
})

describe("The alarm", () => {
  const alarmOf = (stub: RecordStub) =>
    runInDurableObject(stub, (_, { storage }) => storage.getAlarm())

  test("is set for what comes due first, moves with it, and is gone when nothing is due", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const stub = namespace.getByName(`${account}/us-east-1`)
    const at = (day: number) => Date.UTC(2036, 0, day)
    const idAt = (day: number) => `${new Date(at(day)).toISOString()}/${account}/us-east-1/k`
    const put = (day: number) =>
      store.write([{ kind: "deletion", id: idAt(day), expect: "absent", next: { value: "v" } }])
    const take = (day: number) =>
      store.write([{ kind: "deletion", id: idAt(day), expect: 1, next: "gone" }])
    await put(9)
    expect(await alarmOf(stub)).toBe(at(9))
    await put(5)
    expect(await alarmOf(stub)).toBe(at(5))
    await take(5)
    expect(await alarmOf(stub)).toBe(at(9))
    await take(9)
    expect(await alarmOf(stub)).toBeNull()
  })

  test("is set again, later, when what has come due could not be done", async () => {
    const account = newAccount()
    const store = storeOf(account)
    const stub = namespace.getByName(`${account}/us-east-1`)
    const id = `2036-01-01T00:00:00.000Z/${account}/us-east-1/k`
    await store.write([{ kind: "deletion", id, expect: "absent", next: { value: "no row" } }])
    const beforeMs = Date.now()
    expect(await runDurableObjectAlarm(stub)).toBe(true)
    expect(await alarmOf(stub)).toBeGreaterThan(beforeMs)
  })
})

test("An object refuses records of a later Keywright", async () => {
  const stub = namespace.getByName(newAccount())
  await runInDurableObject(stub, (_, { storage }) => {
    storage.sql.exec("update schema_version set version = 2")
  })
  await evictDurableObject(stub)
  await runInDurableObject(stub, (object) => {
    const read = () => (object as RecordObject).read("key", "k")
    expect(read).toThrow(/by a later Keywright \(schema 2; this one knows 1\)/)
  })
})
