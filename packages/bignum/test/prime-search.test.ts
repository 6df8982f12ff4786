import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import { openSearch } from "../src/prime-search.ts"
import { random } from "./streams.ts"

const bignum = loadBignum(portable)

/** Bases are drawn once for each auxiliary prime, and then for the first number that the filter lets pass, which is prime. */
test.each([
  ["A.1.3", 1],
  ["A.1.6", 3],
] as const)(
  "A search by %s that is closed while its prime is tested hands nothing out",
  async (method, draw) => {
    let draws = 0
    const search = bignum.searchPrimes({
      bits: 1024,
      method,
      candidates: random,
      bases(length) {
        if (++draws === draw) search.close()
        return random(length)
      },
    })
    await expect(search.next()).rejects.toThrow("the search for primes is closed")
    expect(draws).toBeGreaterThanOrEqual(draw)
  },
)

test("A search that is closed wipes the prime that was found meanwhile, and what is kept for the next", async () => {
  const prime = Uint8Array.of(3)
  const kept = Uint8Array.of(5)
  const search = openSearch({
    openness: { closed: false },
    async search() {
      search.close()
      return prime
    },
    forget: () => kept.fill(0),
  })
  await expect(search.next()).rejects.toThrow("closed")
  expect([...prime, ...kept]).toEqual([0, 0])
})

test("A search that threw is closed", async () => {
  let searches = 0
  const search = openSearch({
    openness: { closed: false },
    async search() {
      searches++
      throw new Error("broken")
    },
    forget() {},
  })
  await expect(search.next()).rejects.toThrow("broken")
  await expect(search.next()).rejects.toThrow("closed")
  expect(searches).toBe(1)
})
