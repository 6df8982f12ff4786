import { expect, test } from "vitest"
import {
  callsPerPrime,
  opensslPowersPerKey,
  shareLeft,
  standardErrorsOf,
  testsPerPrime,
} from "../../src/estimate/model.ts"
import { streamOf } from "../../src/first-key/stream.ts"

test("shareLeft is the product over the primes below its end", () => {
  expect(shareLeft(2)).toBe(1)
  expect(shareLeft(7)).toBeCloseTo((1 / 2) * (2 / 3) * (4 / 5), 12)
  expect(shareLeft(8)).toBeCloseTo((1 / 2) * (2 / 3) * (4 / 5) * (6 / 7), 12)
})

test("shareLeft comes near to Mertens' third theorem", () => {
  const gamma = 0.5772156649015329
  expect(shareLeft(1 << 20) * Math.log(1 << 20) * Math.exp(gamma)).toBeCloseTo(1, 3)
})

test("testsPerPrime agrees with counting: numbers of 40 bits without a divisor below 100", () => {
  const random = streamOf(40)
  let tests = 0
  let primes = 0
  while (primes < 400) {
    const value = random(5).reduce((sum, byte) => 256 * sum + byte, 0)
    // From sqrt(2) 2^39 on, as the searches do.
    if (value < Math.SQRT2 * 2 ** 39 || hasDivisor(value, 100)) continue
    tests++
    if (!hasDivisor(value, 2 ** 20)) primes++
  }
  // About 3.3, so 400 primes give it to 4 %: a standard error is 0.14.
  expect(Math.abs(tests / primes - testsPerPrime({ bits: 40, sieveEnd: 100 }))).toBeLessThan(0.45)
})

test("callsPerPrime agrees with a search in groups", () => {
  const model = { bits: 1024, sieveEnd: 22_003 }
  const chance = 1 / testsPerPrime(model)
  const random = streamOf(1)
  const calls: number[] = []
  for (let search = 0; search < 4_000; search++) {
    let count = 1
    while (![0, 1, 2, 3].some(() => hit(random(3), chance))) count++
    calls.push(count)
  }
  const total = calls.reduce((sum, count) => sum + count, 0)
  // The deviation of such a count is about its mean.
  const expected = callsPerPrime(model, 4)
  expect(Math.abs(total / calls.length - expected)).toBeLessThan((4 * expected) / Math.sqrt(4_000))
  expect(Math.abs(standardErrorsOf(model, calls.length, new Map([[4, total]])))).toBeLessThan(4)
})

test("standardErrorsOf is nothing where calls find as many primes as they should, whatever they take", () => {
  const model = { bits: 1024, sieveEnd: 22_003 }
  const primes = (calls: number, candidates: number) => calls / callsPerPrime(model, candidates)
  const calls = new Map([
    [2, 1_000],
    [4, 3_000],
  ])
  const expected = primes(1_000, 2) + primes(3_000, 4)
  expect(standardErrorsOf(model, expected, calls)).toBeCloseTo(0, 10)
  expect(standardErrorsOf(model, 1.3 * expected, calls)).toBeGreaterThan(4)
  expect(standardErrorsOf(model, 0.7 * expected, calls)).toBeLessThan(-4)
})

test("opensslPowersPerKey knows that a deeper sieve saves powers, and larger primes cost more", () => {
  expect(opensslPowersPerKey(1024)).toBeCloseTo(2 * (60.6 + 4), -0.5)
  expect(opensslPowersPerKey(2048)).toBeGreaterThan(opensslPowersPerKey(1536))
})

function hasDivisor(value: number, end: number): boolean {
  for (let divisor = 2; divisor < end && divisor * divisor <= value; divisor++) {
    if (value % divisor === 0) return true
  }
  return false
}

function hit(bytes: Uint8Array, chance: number): boolean {
  return bytes.reduce((sum, byte) => 256 * sum + byte, 0) / 2 ** 24 < chance
}
