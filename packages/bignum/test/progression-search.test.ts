import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { describe, expect, test } from "vitest"
import type { ByteSource, PrimeBits } from "../src/doors.ts"
import { numberCore } from "../src/load.ts"
import { searchProgressions } from "../src/progression-search.ts"
import type { NumberCore } from "../src/wire.ts"
import { auxiliaryPrimesOf } from "./oracle-auxiliary.ts"
import { bytesOf, isPrime, numberOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random, streamOf } from "./streams.ts"

const bignum = loadBignum(portable)
const newSeed = () => randomNumbers().seed

const open = (bits: PrimeBits, candidates: ByteSource, pause?: () => void) =>
  bignum.searchPrimes({ bits, method: "A.1.6", candidates, bases: random, ...(pause && { pause }) })

/** A source that gives these draws, whatever they are asked for, and then those of another source. */
function scripted(draws: readonly Uint8Array[], then: ByteSource): ByteSource {
  let next = 0
  return (length) => draws[next++]?.slice() ?? then(length)
}

describe("A search with auxiliary primes", () => {
  test("finds the primes of 1024 bits that the standard's loop finds, p, q, p, q", async () => {
    const seed = newSeed()
    const search = open(1024, streamOf(seed))
    const slow = auxiliaryPrimesOf(1024, streamOf(seed))
    for (let i = 0; i < 4; i++) {
      expect(numberOf(await search.next()), `seed ${seed}`).toBe((await slow.next()).value)
    }
    search.close()
  })

  test("leaves no number out when the core changes its lanes from call to call", async () => {
    const exports = numberCore(portable, () => 0)
    for (let i = 0; i < 8; i++) {
      let lanes = 1 + (i % 2)
      const core: NumberCore = {
        ...exports,
        get lanes() {
          return lanes
        },
        filter(bits, candidates) {
          lanes = 3 - lanes
          return exports.filter(bits, candidates)
        },
      }
      const seed = newSeed()
      const request = { bits: 1024, method: "A.1.6", bases: random } as const
      const search = searchProgressions(core, { ...request, candidates: streamOf(seed) })
      const steady = open(1024, streamOf(seed))
      expect(await search.next(), `seed ${seed}`).toEqual(await steady.next())
    }
  })

  test.each([1536, 2048] as const)(
    "finds the prime of %d bits that the standard's loop finds",
    async (bits) => {
      const seed = newSeed()
      const search = open(bits, streamOf(seed))
      const slow = auxiliaryPrimesOf(bits, streamOf(seed))
      const prime = await search.next()
      search.close()
      expect(prime).toHaveLength(bits / 8)
      expect(numberOf(prime), `seed ${seed}`).toBe((await slow.next()).value)
    },
  )

  test("searches q anew while it, or the number that it was searched from, is close to p", async () => {
    const drawn: Uint8Array[] = []
    const remembering: ByteSource = async (length) => {
      const bytes = await random(length)
      drawn.push(bytes.slice())
      return bytes
    }
    const first = open(1024, remembering)
    const p = numberOf(await first.next())
    first.close()
    // The same draws once more lead to p itself.
    const seed = newSeed()
    const search = open(1024, scripted([...drawn, ...drawn], streamOf(seed)))
    const slow = auxiliaryPrimesOf(1024, scripted([...drawn, ...drawn], streamOf(seed)))
    expect(numberOf(await search.next())).toBe(p)
    await slow.next()
    const q = numberOf(await search.next())
    search.close()
    expect(q).not.toBe(p)
    expect(q, `seed ${seed}`).toBe((await slow.next()).value)
  })

  test("takes another starting point where the numbers of the progression come to 2^1024", async () => {
    // All ones: Y is 2^1024 or more at once.
    const auxiliary = [bytesOf(2n ** 143n + 5n, 18), bytesOf(2n ** 143n + 2n ** 100n, 18)]
    const draws = [...auxiliary, new Uint8Array(128).fill(0xff)]
    const seed = newSeed()
    const search = open(1024, scripted(draws, streamOf(seed)))
    const slow = auxiliaryPrimesOf(1024, scripted(draws, streamOf(seed)))
    expect(numberOf(await search.next()), `seed ${seed}`).toBe((await slow.next()).value)
    search.close()
  })

  test("takes another starting point where they come to 2^1024 after some of them", async () => {
    const auxiliary = [bytesOf(2n ** 143n + 5n, 18), bytesOf(2n ** 143n + 2n ** 100n, 18)]
    // Room for a hundred numbers: a prime is among them or not, as the loop says.
    const start = 2n ** 1024n - 100n * 2n ** 287n
    for (let i = 0n; i < 4n; i++) {
      const draws = [...auxiliary, bytesOf(start + i, 128)]
      const seed = newSeed()
      const search = open(1024, scripted(draws, streamOf(seed)))
      const slow = auxiliaryPrimesOf(1024, scripted(draws, streamOf(seed)))
      expect(numberOf(await search.next()), `seed ${seed}`).toBe((await slow.next()).value)
      search.close()
    }
  })

  test("gives up on a source that repeats itself, and names it", async () => {
    const broken: Readonly<Record<string, ByteSource>> = {
      "two auxiliary primes are one": (length) => new Uint8Array(length).fill(0x5a),
      "no auxiliary prime of 144 bits": (length) => new Uint8Array(length).fill(0xff),
      "127 bytes": (length) => (length === 128 ? new Uint8Array(127) : random(length)),
      "no number of 1024 bits is large enough": (length) =>
        length === 128 ? new Uint8Array(length) : random(length),
    }
    for (const [message, candidates] of Object.entries(broken)) {
      const search = open(1024, candidates)
      const error = await search.next().catch((reason: unknown) => reason)
      expect(error).toMatchObject({ name: "BrokenSourceError" })
      expect(`${error}`).toContain(message)
    }
  })

  test("gives up on bases that are nothing but zeros", async () => {
    const bases: ByteSource = (length) => new Uint8Array(length)
    const search = bignum.searchPrimes({ bits: 1024, method: "A.1.6", candidates: random, bases })
    await expect(search.next()).rejects.toThrow("no usable base")
  })

  test("calls pause, and ends with what it throws", async () => {
    let calls = 0
    const search = open(2048, streamOf(1), () => {
      if (++calls === 2) throw new Error("enough")
    })
    // Some primes are found before a second pause.
    const several = async () => {
      for (let i = 0; i < 10; i++) await search.next()
    }
    await expect(several()).rejects.toThrow("enough")
    await expect(search.next()).rejects.toThrow("closed")
  })

  test("refuses to go on when it is closed, before or while it draws", async () => {
    const closed = open(1024, random)
    closed.close()
    await expect(closed.next()).rejects.toThrow("closed")
    for (const last of [1, 2, 3]) {
      let draws = 0
      const search = open(1024, (length) => {
        if (++draws === last) search.close()
        return random(length)
      })
      await expect(search.next()).rejects.toThrow("closed")
    }
  })

  test("refuses other sizes", () => {
    expect(() => open(1000 as PrimeBits, random)).toThrow(RangeError)
  })

  test("takes as many candidates for a prime as the density of primes lets expect", async () => {
    const counts = { candidates: 0, filterCalls: 0, rounds: 0 }
    const primes = 80
    for (let seed = 0; seed < primes; seed++) {
      const request = { bits: 1024, method: "A.1.6", bases: random, counts } as const
      const search = bignum.searchPrimes({ ...request, candidates: streamOf(seed) })
      await search.next()
      search.close()
    }
    // One number in ln x is prime; of all numbers 1 / (e^gamma ln B) have no prime divisor below B.
    const expected = (1024 * Math.LN2) / (Math.exp(0.5772156649) * Math.log(2 ** 17))
    const deviation = expected / Math.sqrt(primes)
    expect(Math.abs(counts.candidates / primes - expected)).toBeLessThan(3 * deviation)
    expect(counts.rounds).toBe(5 * primes)
    // Two lanes in the portable build: a call of one is not wasted, and the last one may be.
    expect(counts.filterCalls).toBeGreaterThanOrEqual(counts.candidates / 2)
    expect(counts.filterCalls).toBeLessThanOrEqual(counts.candidates / 2 + primes)
  })

  test("ends in a prime that has what the standard asks of it", async () => {
    const search = open(1024, random)
    const p = numberOf(await search.next())
    search.close()
    expect(p * p >= 2n ** 2047n && p < 2n ** 1024n).toBe(true)
    expect(isPrime(p) && p % 65537n !== 1n).toBe(true)
  })
})
