import { loadBignum } from "@keywright/bignum"
import fma from "@keywright/bignum/fma"
import portable from "@keywright/bignum/portable"
import { describe, expect, test } from "vitest"
import { examined } from "./core-exam.ts"
import { bytesOf, commonDivisorOf, crtNumbersOf, isPrime, numberOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random } from "./streams.ts"

const numbers = randomNumbers()
const e = 65537n
/** The product of the odd primes below 1000: most candidates have one of them. */
const smallFactors = Array.from({ length: 499 }, (_, i) => BigInt(2 * i + 3))
  .filter(isPrime)
  .reduce((product, prime) => product * prime, 1n)

describe.each(examined)("The %s build", (build) => {
  const bignum = loadBignum({ portable, fma }[build])

  /** The first prime from `start` on in steps of `step`, found by the core and held against the oracle. */
  async function primeFrom(start: bigint, step: bigint): Promise<bigint> {
    for (let value = start; ; value += step) {
      if (commonDivisorOf(value, smallFactors) !== 1n) continue
      const bytes = bytesOf(value, 256)
      if ((await bignum.isProbablePrime(bytes, 1, random)) && isPrime(value)) return value
    }
  }

  /** A number of exactly `bits` bits in the upper quarter, that is 1 modulo `step`. */
  function startOf(bits: number, step: bigint): bigint {
    const start = 3n * 2n ** BigInt(bits - 2) + numbers.below(2n ** BigInt(bits - 3))
    return start - (start % step) + 1n
  }

  const make = (p: bigint, q: bigint, bits: number) =>
    bignum.crtNumbers(bytesOf(p, bits / 8), bytesOf(q, bits / 8), random)

  for (const bits of [1024, 1536, 2048]) {
    test(`CRT numbers of two primes of ${bits} bits are the oracle's, in either order`, async () => {
      const search = bignum.searchPrimes({
        bits: bits as 1024,
        method: "A.1.3",
        candidates: random,
        bases: random,
      })
      const [p, q] = [await search.next(), await search.next()]
      search.close()
      const label = `${numberOf(p)} ${numberOf(q)}`
      const [forth, back] = [
        crtNumbersOf(numberOf(p), numberOf(q), bits),
        crtNumbersOf(numberOf(q), numberOf(p), bits),
      ]
      expect(await bignum.crtNumbers(p, q, random), label).toEqual(forth)
      expect(await bignum.crtNumbers(q, p, random), label).toEqual(back)
    })
  }

  /** 2^31 and 2^32 - 1 are the ends: what both of p - 1 and q - 1 are multiples of. */
  const accepted = [
    2n ** 31n,
    2n,
    2n ** 16n,
    6n * 7n * 11n * 13n,
    2n * (2n ** 31n - 1n),
    2n ** 32n - 2n,
  ]
  for (const common of accepted) {
    test(`Primes that are both 1 modulo ${common} are accepted or refused as the oracle says`, async () => {
      const [p, q] = [
        await primeFrom(startOf(1024, common), common),
        await primeFrom(startOf(1024, common), common),
      ]
      expect(await make(p, q, 1024), `seed ${numbers.seed}`).toEqual(crtNumbersOf(p, q, 1024))
    })
  }

  for (const common of [2n ** 32n, 2n ** 33n, 2n ** 200n, 2n * (2n ** 61n - 1n)]) {
    test(`Primes that are both 1 modulo ${common} are refused`, async () => {
      const [p, q] = [
        await primeFrom(startOf(1024, common), common),
        await primeFrom(startOf(1024, common), common),
      ]
      expect(await make(p, q, 1024), `seed ${numbers.seed}`).toBeUndefined()
    })
  }

  test("A prime that is 1 modulo 65537 is refused, as p and as q", async () => {
    const p = await primeFrom(startOf(1024, 2n * e), 2n * e)
    const q = await primeFrom(startOf(1024, 2n), 2n)
    expect(await make(p, q, 1024), `seed ${numbers.seed}`).toBeUndefined()
    expect(await make(q, p, 1024), `seed ${numbers.seed}`).toBeUndefined()
  })

  test("Primes closer than 2^(bits - 100) are refused, and a little further apart accepted", async () => {
    const p = await primeFrom(startOf(1024, 2n), 2n)
    const near = await primeFrom(p + 2n ** 924n - 2n ** 20n, 2n)
    const far = await primeFrom(p + 2n ** 924n + 2n, 2n)
    expect(near - p < 2n ** 924n).toBe(true)
    for (const [first, second] of [
      [p, near],
      [near, p],
      [p, p],
    ] as const) {
      expect(await make(first, second, 1024), `seed ${numbers.seed}`).toBeUndefined()
    }
    expect(await make(p, far, 1024)).toEqual(crtNumbersOf(p, far, 1024))
    expect(await make(far, p, 1024)).toEqual(crtNumbersOf(far, p, 1024))
  })

  test("A number that is not prime fails the check, and nothing is handed out", async () => {
    const p = await primeFrom(startOf(1024, 2n), 2n)
    const composite = (2n ** 521n - 1n) * (2n ** 502n + 2n ** 501n + 1n)
    expect(composite.toString(2).length).toBe(1024)
    await expect(make(p, composite, 1024)).rejects.toThrow("not prime")
    await expect(make(composite, p, 1024)).rejects.toThrow("not prime")
  })

  test("CRT numbers of other lengths, of short and of even numbers are refused", async () => {
    const full = new Uint8Array(128).fill(0xff)
    const short = full.with(0, 0x7f)
    const even = full.with(127, 0xfe)
    for (const [p, q] of [
      [full, new Uint8Array(192).fill(0xff)],
      [short, full],
      [full, even],
    ] as const) {
      await expect(bignum.crtNumbers(p, q, random)).rejects.toThrow(RangeError)
    }
    const odd = new Uint8Array(64).fill(0xff)
    await expect(bignum.crtNumbers(odd, odd, random)).rejects.toThrow(RangeError)
  })

  test("A pair is not believed on a base that is 0, 1 or -1 modulo one of its primes", async () => {
    const search = bignum.searchPrimes({
      bits: 1024,
      method: "A.1.6",
      candidates: random,
      bases: random,
    })
    const [p, q] = [await search.next(), await search.next()]
    search.close()
    // The core takes bases in Montgomery form, with a radix of 21 digits of 52 bits.
    const radix = 2n ** BigInt(52 * 21)
    for (const prime of [numberOf(p), numberOf(q)]) {
      for (const useless of [0n, prime, radix % prime, prime - (radix % prime)]) {
        const made = bignum.crtNumbers(p, q, (length) => bytesOf(useless, length))
        await expect(made).rejects.toMatchObject({ name: "BrokenSourceError" })
      }
      const base = (radix * 2n) % prime
      expect(await bignum.crtNumbers(p, q, (length) => bytesOf(base, length))).toBeDefined()
    }
  })
})
