import { describe, expect, test } from "vitest"
import type { PrimeBits } from "../../src/doors.ts"
import { numbersOf, startProgression } from "../../src/progression.ts"
import { numberExam } from "../core-exam.ts"
import { firstPrimeFrom, modulo } from "../oracle-auxiliary.ts"
import { bytesOf, inverseOf, numberOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`

const sizes: readonly { bits: PrimeBits; length: number }[] = [
  { bits: 1024, length: 18 },
  { bits: 1536, length: 22 },
  { bits: 2048, length: 26 },
]

/** Primes of `length` bytes: next to both ends of their range, and anywhere. */
function auxiliaryPrimes(length: number): bigint[] {
  const half = 2n ** BigInt(8 * length - 1)
  const starts = [half + 1n, 2n * half - 2n ** 16n + 1n]
  for (let i = 0; i < 4; i++) starts.push((half + numbers.below(half - 2n ** 20n)) | 1n)
  return starts.map((start) => firstPrimeFrom(start, length))
}

const start = (X: bigint, r1: bigint, r2: bigint, { bits, length }: (typeof sizes)[number]) =>
  startProgression(core, {
    start: bytesOf(X, bits / 8),
    r1: bytesOf(r1, length),
    r2: bytesOf(r2, length),
  })

describe.each(sizes)("A progression of numbers of $bits bits", (size) => {
  const { bits, length } = size
  const top = 2n ** BigInt(bits)
  const primes = auxiliaryPrimes(length)

  test("begins at the first number that is 1 modulo 2 r1 and -1 modulo r2", () => {
    for (const [i, r1] of primes.entries()) {
      const r2 = primes[(i + 1) % primes.length] as bigint
      const D = 2n * r1 * r2
      // B.9, step 2, as it stands there.
      const R = modulo(inverseOf(r2, 2n * r1) * r2 - inverseOf(2n * r1, r2) * 2n * r1, D)
      const far = top / 2n + numbers.below(top / 4n)
      for (const X of [
        far,
        far - (far % D) + R,
        far - (far % D) + R + 1n,
        top / 2n,
        top - 2n * D,
      ]) {
        const Y = X + modulo(R - X, D)
        const progression = start(X, r1, r2, size)
        expect(numberOf(progression?.start ?? new Uint8Array(1)), label).toBe(Y)
        expect(numberOf(progression?.step ?? new Uint8Array(1)), label).toBe(D)
        expect([Y % (2n * r1), Y % r2]).toEqual([1n, r2 - 1n])
      }
    }
  })

  test("has no number from 2^bits on: not its first, nor a later one", () => {
    const [r1, r2] = primes.slice(2) as [bigint, bigint]
    const D = 2n * r1 * r2
    expect(start(top - 1n, r1, r2, size)).toBeUndefined()
    const progression = start(top - 10n * D, r1, r2, size)
    if (progression === undefined) throw new Error("no progression")
    const Y = numberOf(progression.start)
    const all = Array.from({ length: 20 }, (_, t) => Y + BigInt(t) * D).filter((n) => n < top)
    expect([9, 10]).toContain(all.length)
    expect(numbersOf(core, progression, Array(20).keys()).map(numberOf), label).toEqual(all)
    const some = numbersOf(core, progression, [3, 0, 7, 3])
    expect(some.map(numberOf)).toEqual([3, 0, 7, 3].map((t) => all[t]))
  })

  test("goes on for as many steps as a search takes", () => {
    const [r1, r2] = primes.slice(2) as [bigint, bigint]
    const D = 2n * r1 * r2
    const progression = start(top / 2n + numbers.below(top / 4n), r1, r2, size)
    if (progression === undefined) throw new Error("no progression")
    const steps = [1, 255, 256, 65535, 65536, 20 * bits - 1]
    const expected = steps.map((t) => numberOf(progression.start) + BigInt(t) * D)
    expect(numbersOf(core, progression, steps).map(numberOf), label).toEqual(expected)
  })

  test("is none where both auxiliary primes are one", () => {
    for (const r of primes)
      expect(() => start(top / 2n, r, r, size)).toThrow("two auxiliary primes are one")
  })
})
