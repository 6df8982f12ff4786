import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import type { ByteSource, PrimeBits } from "../src/doors.ts"
import { bytesOf, isPrime, numberOf, primesOf } from "./oracle-primes.ts"
import { random, streamOf } from "./streams.ts"

const bignum = loadBignum(portable)
const newSeed = () => crypto.getRandomValues(new Uint32Array(1))[0] ?? 0

const open = (bits: PrimeBits, candidates: ByteSource, pause?: () => void) =>
  bignum.searchPrimes({ bits, method: "A.1.3", candidates, bases: random, ...(pause && { pause }) })

test("Successive primes of 1024 bits are those that the standard's loop finds", async () => {
  const seed = newSeed()
  const search = open(1024, streamOf(seed))
  const slow = primesOf(1024, streamOf(seed))
  for (let i = 0; i < 2; i++) {
    expect(numberOf(await search.next()), `seed ${seed}`).toBe((await slow.next()).value)
  }
  search.close()
})

for (const bits of [1536, 2048] as const) {
  test(`A prime of ${bits} bits has its top bits, is 7 mod 8, and is prime`, async () => {
    const search = open(bits, random)
    const prime = await search.next()
    search.close()
    expect(prime.length).toBe(bits / 8)
    expect((prime[0] as number) >> 6).toBe(3)
    expect((prime.at(-1) as number) & 7).toBe(7)
    expect(isPrime(numberOf(prime))).toBe(true)
  })
}

/** A stream that gives the bytes of these numbers, and then composites of small divisors. */
function scripted(numbers: readonly bigint[]): ByteSource {
  let next = 0
  return () => {
    const value = numbers[next++]
    return Uint8Array.from({ length: 128 }, (_, i) =>
      value === undefined ? 0xff : Number((value >> BigInt(8 * (127 - i))) & 255n),
    )
  }
}

test("Primes side by side in the stream come out in its order, each as often as it is drawn", async () => {
  const slow = primesOf(1024, streamOf(7))
  const [a, b] = [(await slow.next()).value as bigint, (await slow.next()).value as bigint]
  const search = open(1024, scripted([a, b, b, a, b, a, a]))
  for (const expected of [a, b, b, a, b, a]) {
    expect(numberOf(await search.next())).toBe(expected)
  }
  search.close()
})

test("A search calls pause, and ends with what it throws", async () => {
  let calls = 0
  const search = open(2048, streamOf(1), () => {
    if (++calls === 2) throw new Error("enough")
  })
  await expect(search.next()).rejects.toThrow("enough")
  search.close()
})

test("A closed search refuses to go on", async () => {
  const search = open(1024, random)
  search.close()
  await expect(search.next()).rejects.toThrow("closed")
})

test("A search gives up on a source that repeats one composite, with a small divisor or without", async () => {
  const multiple = 3n * (2n ** 1022n / 3n + 1n)
  const product = (2n ** 521n - 1n) * (2n ** 502n + 2n ** 501n + 1n)
  for (const composite of [multiple, product]) {
    const search = open(1024, (length) => bytesOf(composite, length))
    await expect(search.next()).rejects.toThrow("no prime in 20480 candidates")
    search.close()
  }
})

test("A search that is closed while it draws ends, and nothing comes out", async () => {
  let draws = 0
  const search = open(1024, (length) => {
    if (++draws === 3) search.close()
    return random(length)
  })
  await expect(search.next()).rejects.toThrow("closed")
})

test("A search refuses a source that gives too few bytes", async () => {
  const search = open(1024, () => new Uint8Array(127))
  await expect(search.next()).rejects.toThrow("127 bytes")
})

test("A search refuses other sizes and methods", () => {
  expect(() => open(1000 as PrimeBits, random)).toThrow(RangeError)
  const request = { bits: 1024, method: "A.1.2", candidates: random, bases: random }
  expect(() => bignum.searchPrimes(request as never)).toThrow(RangeError)
})
