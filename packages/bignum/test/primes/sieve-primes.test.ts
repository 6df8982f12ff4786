import { expect, test } from "vitest"
import { numberExam } from "../core-exam.ts"

/** Eratosthenes on one long array. */
function primesBelow(end: number): number[] {
  const composite = new Uint8Array(end)
  const primes: number[] = []
  for (let value = 3; value < end; value += 2) {
    if (composite[value] === 1) continue
    primes.push(value)
    for (let multiple = value * value; multiple < end; multiple += 2 * value)
      composite[multiple] = 1
  }
  return primes
}

test("The table holds the odd primes below 2^20, and fills the last group with the next ones", () => {
  const core = numberExam()
  const count = core.listSievePrimes(2 ** 20)
  const primes = primesBelow(2 ** 20 + 1000)
  expect(primes.filter((prime) => prime < 2 ** 20)).toHaveLength(82024)
  expect(count).toBe(82032)
  expect(Array.from({ length: count }, (_, i) => core.sievePrime(i))).toEqual(
    primes.slice(0, count),
  )
})

test("The table grows, and answers for every end how many primes are below it, in full groups", () => {
  const core = numberExam()
  for (const end of [2 ** 17, 2 ** 10, 2 ** 19, 40000, 2 ** 17]) {
    const below = primesBelow(end).length
    const count = core.listSievePrimes(end)
    expect(count % 16).toBe(0)
    expect(count - below).toBeGreaterThanOrEqual(0)
    expect(count - below).toBeLessThan(16)
  }
})
