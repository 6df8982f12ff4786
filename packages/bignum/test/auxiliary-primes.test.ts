import { instantiateSync } from "@assemblyscript/loader"
import portable from "@keywright/bignum/portable"
import { describe, expect, test } from "vitest"
import { findAuxiliaryPrime } from "../src/auxiliary-primes.ts"
import type { ByteSource } from "../src/doors.ts"
import type { NumberCore } from "../src/wire.ts"
import { firstPrimeFrom } from "./oracle-auxiliary.ts"
import { bytesOf, isPrime, numberOf, passesRound } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random } from "./streams.ts"

const exports = instantiateSync(portable, {}).exports as unknown as NumberCore
const core: NumberCore = { ...exports, lanes: 2 }
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`

const find = (start: bigint, length: number, bases: ByteSource = random) =>
  findAuxiliaryPrime(core, { length, rounds: 38, candidates: () => bytesOf(start, length), bases })

describe("An auxiliary prime", () => {
  test.each([18, 22, 26])("of %d bytes is the first from a random number on", async (length) => {
    for (let i = 0; i < 12; i++) {
      const start = numbers.below(2n ** BigInt(8 * length))
      const odd = start | (1n << BigInt(8 * length - 1)) | 1n
      expect(numberOf(await find(start, length)), label).toBe(firstPrimeFrom(odd, length))
    }
  })

  test("is the number itself, if that is prime, and the next one if it is behind", async () => {
    const prime = firstPrimeFrom(2n ** 143n + numbers.below(2n ** 142n) * 2n + 1n, 18)
    expect(numberOf(await find(prime, 18)), label).toBe(prime)
    expect(numberOf(await find(prime - 2n, 18)), label).toBe(prime)
    expect(numberOf(await find(prime + 2n, 18)), label).toBe(firstPrimeFrom(prime + 2n, 18))
  })

  test("is found where a carry runs through all words", async () => {
    for (const low of [64n, 128n]) {
      const start = 2n ** 143n + 2n ** (low + 8n) - 1n
      expect(numberOf(await find(start, 18))).toBe(firstPrimeFrom(start, 18))
    }
  })

  test("is not a strong pseudoprime to base 2: the search goes on behind it", async () => {
    const pseudoprime = strongPseudoprime()
    expect(isPrime(pseudoprime)).toBe(false)
    expect(passesRound(pseudoprime, 2n)).toBe(true)
    const expected = firstPrimeFrom(pseudoprime, 18)
    expect(numberOf(await find(pseudoprime, 18)), `${pseudoprime}`).toBe(expected)
  })

  test("has not a bit more than it should: there is none from the end of the range on", async () => {
    await expect(find(2n ** 144n - 1n, 18)).rejects.toThrow("no auxiliary prime of 144 bits")
    // The largest prime of 144 bits is found, and no other lies behind it.
    const last = 2n ** 144n - 83n
    expect(isPrime(last)).toBe(true)
    expect(numberOf(await find(last, 18))).toBe(last)
    await expect(find(last + 2n, 18)).rejects.toMatchObject({ name: "BrokenSourceError" })
  })

  test("is not believed on bases that are 0, 1 or -1 in any lane", async () => {
    const prime = firstPrimeFrom(2n ** 143n + numbers.below(2n ** 142n) * 2n + 1n, 18)
    const radix = 2n ** 168n
    for (const useless of [0n, prime, radix % prime, prime - (radix % prime)]) {
      for (let lane = 0; lane < 4; lane++) {
        const bases: ByteSource = async (length) => {
          const drawn = (await random(length)).slice()
          drawn.set(bytesOf(useless, 20), 20 * lane)
          return drawn
        }
        await expect(find(prime, 18, bases)).rejects.toThrow("no usable base")
      }
    }
  })

  test("takes one draw of candidates, and bases for no less rounds than are asked for", async () => {
    const draws: number[] = []
    const bases: ByteSource = (length) => {
      draws.push(length)
      return random(length)
    }
    await find(numbers.below(2n ** 144n), 18, bases)
    expect(draws).toEqual([40 * 20])
  })
})

/** p (2p - 1) with both of them prime, which a quarter of all bases takes for prime: one of 144 bits that base 2 does. */
function strongPseudoprime(): bigint {
  for (;;) {
    const p = 2n ** 71n + numbers.below(2n ** 70n) * 2n + 1n
    if (p % 4n !== 1n) continue // else 2 is no square modulo 2p - 1
    const value = p * (2n * p - 1n)
    if (value >> 143n !== 1n || !isPrime(p) || !isPrime(2n * p - 1n)) continue
    if (passesRound(value, 2n)) return value
  }
}
