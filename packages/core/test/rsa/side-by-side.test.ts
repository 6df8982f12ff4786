import { expect, test } from "vitest"
import { type SearchPrime, searchSideBySide } from "../../src/rsa/side-by-side.ts"

const order = { bits: 1024, method: "A.1.6" } as const

/** Searches that end when they are told to, or when they are aborted. */
function script() {
  const asked: { order: unknown; signal: AbortSignal | undefined }[] = []
  const finds: ((prime: Uint8Array) => void)[] = []
  const fails: ((reason: unknown) => void)[] = []
  const searchPrime: SearchPrime = (wanted, { signal } = {}) => {
    asked.push({ order: wanted, signal })
    return new Promise((resolve, reject) => {
      finds.push(resolve)
      fails.push(reject)
      signal?.addEventListener("abort", () => reject(signal.reason))
    })
  }
  return { searchPrime, asked, finds, fails }
}

const number = (value: number) => new Uint8Array(4).fill(value)

test("The first two primes that are found are p and q; two searches are under way all the time", async () => {
  const { searchPrime, asked, finds } = script()
  const search = searchSideBySide(searchPrime, order)
  const p = search.next()
  expect(asked.map((each) => each.order)).toEqual([order, order])
  finds[1]?.(number(2))
  expect(await p).toEqual(number(2))
  const q = search.next()
  expect(asked).toHaveLength(3)
  finds[2]?.(number(3))
  expect(await q).toEqual(number(3))
  expect(asked[0]?.signal?.aborted).toBe(false)
  search.close()
  expect(asked[0]?.signal?.aborted).toBe(true)
})

test("A prime that was found in the meantime is the next one, and no search is begun in vain", async () => {
  const { searchPrime, asked, finds } = script()
  const search = searchSideBySide(searchPrime, order)
  const p = search.next()
  finds[0]?.(number(1))
  finds[1]?.(number(2))
  expect([await p, await search.next()]).toEqual([number(1), number(2)])
  expect(asked).toHaveLength(3)
  search.close()
})

test("Where one search fails, the other is aborted, and a prime that it has found is wiped", async () => {
  const { searchPrime, asked, finds, fails } = script()
  const search = searchSideBySide(searchPrime, order)
  const p = search.next()
  const prime = number(7)
  fails[0]?.(new Error("no prime"))
  finds[1]?.(prime)
  await expect(p).rejects.toThrow("no prime")
  search.close()
  await Promise.resolve()
  expect(asked[1]?.signal?.aborted).toBe(true)
  expect(prime).toEqual(number(0))
})

test("An abort from outside reaches both searches, and what it ends with is its reason", async () => {
  const { searchPrime, asked } = script()
  const controller = new AbortController()
  const search = searchSideBySide(searchPrime, order, controller.signal)
  const p = search.next()
  controller.abort("enough")
  await expect(p).rejects.toBe("enough")
  expect(asked.every(({ signal }) => signal?.aborted)).toBe(true)
  search.close()
})
