import { afterEach, describe, expect, test, vi } from "vitest"
import { memoryStore } from "../../src/storage/memory.ts"
import { type Store, StoreUnavailable } from "../../src/storage/store.ts"
import { timely } from "../../src/storage/timely.ts"

afterEach(() => {
  vi.useRealTimers()
})

/** A store whose verbs answer after so long. */
function slow(ms: number): Store {
  const wait = () => new Promise((resolve) => setTimeout(resolve, ms))
  const store = memoryStore()
  return {
    read: (kind, id) => wait().then(() => store.read(kind, id)),
    list: (kind, page) => wait().then(() => store.list(kind, page)),
    write: (changes) => wait().then(() => store.write(changes)),
    close: () => store.close(),
  }
}

const outcome = (work: Promise<unknown>) =>
  work.then(
    (value) => ({ value }),
    (error: unknown) => ({ error }),
  )

describe("timely", () => {
  test.each([
    ["read", (store: Store) => store.read("key", "a"), undefined],
    ["list", (store: Store) => store.list("key", { limit: 1 }), []],
  ])("timely gives up a %s after its time, and not before", async (_, verb, value) => {
    vi.useFakeTimers()
    const inTime = outcome(verb(timely(slow(99), 100)))
    const late = outcome(verb(timely(slow(101), 100)))
    await vi.advanceTimersByTimeAsync(200)
    expect(await inTime).toEqual({ value })
    expect(await late).toEqual({ error: expect.any(StoreUnavailable) })
    expect(vi.getTimerCount()).toBe(0)
  })

  test("timely waits for a write to its end", async () => {
    vi.useFakeTimers()
    const store = slow(10_000)
    const write = outcome(
      timely(store, 100).write([{ kind: "key", id: "a", expect: "absent", next: { value: "v" } }]),
    )
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await write).toEqual({ value: undefined })
    const read = store.read("key", "a")
    await vi.advanceTimersByTimeAsync(10_000)
    expect(await read).toMatchObject({ value: "v" })
  })

  test("timely hands on the store's own failure", async () => {
    const failing = { ...memoryStore(), read: () => Promise.reject(new Error("disk")) }
    await expect(timely(failing, 100).read("key", "a")).rejects.toThrow("disk")
  })
})
