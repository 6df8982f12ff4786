import { expect, test } from "vitest"
import { getDigits, numberExam, putDigits } from "../core-exam.ts"
import { inverseOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const high = 2n ** 51n - 1n
const low = -(2n ** 51n)

/** Digits at the ends of their range, where sums of columns are largest, and any. */
const patterns: Readonly<Record<string, (i: number) => bigint>> = {
  highest: () => high,
  lowest: () => low,
  "in turn": (i) => (i % 2 === 0 ? high : low),
  "halves against each other": (i) => (i < 10 ? low : high),
  random: () => low + numbers.below(2n ** 52n),
  zero: () => 0n,
}

const numberOf = (digits: readonly bigint[]) =>
  digits.reduceRight((sum, digit) => (sum << 52n) + digit, 0n)

/** The top digit keeps a number below R/2 and m above 0. */
function digitsOf(pattern: string, count: number): bigint[] {
  return Array.from({ length: count }, (_, i) => (patterns[pattern] ?? (() => 0n))(i))
}

for (const count of [21, 31, 41]) {
  for (const modulusPattern of ["highest", "random", "in turn"]) {
    test(`Products of ${count} digits modulo ${modulusPattern} digits are those of BigInt`, () => {
      const lanes = [0, 1]
      const radix = 2n ** BigInt(52 * count)
      const names = Object.keys(patterns)
      const moduli = lanes.map((lane) => {
        const top = digitsOf(modulusPattern, count - 1)
        top[count - 2] = high
        putDigits(core, { pair: core.MODULUS.value, lane }, top)
        return numberOf(top) * 2n ** 52n - 1n
      })
      for (const first of names) {
        for (const second of names) {
          const a = [first, second].map((name) => digitsOf(name, count))
          const b = [second, first].map((name) => digitsOf(name, count))
          for (const lane of lanes) {
            putDigits(core, { pair: core.BASE.value, lane }, a[lane] ?? [])
            putDigits(core, { pair: core.SAVED.value, lane }, b[lane] ?? [])
          }
          core.multiply(core.VALUE.value, core.BASE.value, core.SAVED.value, count)
          core.square(core.ONE.value, core.BASE.value, count)
          for (const lane of lanes) {
            const m = moduli[lane] as bigint
            const [x, y] = [numberOf(a[lane] ?? []), numberOf(b[lane] ?? [])]
            for (const [pair, exact] of [
              [core.VALUE.value, x * y],
              [core.ONE.value, x * x],
            ] as const) {
              const result = getDigits(core, { pair, lane }, count)
              const label = `${first} by ${second}, seed ${numbers.seed}`
              expect((result * radix - exact) % m, label).toBe(0n)
              const bound = m / 2n + (exact < 0n ? -exact : exact) / radix + 1n
              expect((result < 0n ? -result : result) <= bound, label).toBe(true)
            }
          }
        }
      }
    })
  }
}

for (const count of [21, 31, 41]) {
  test(`3000 products and squares in a row of ${count} digits stay right and small`, () => {
    const radix = 2n ** BigInt(52 * count)
    core.wipe()
    const lanes = [0, 1].map((lane) => {
      const top = Array.from({ length: count - 1 }, () => low + numbers.below(2n ** 52n))
      top[count - 2] = 2n ** 40n
      putDigits(core, { pair: core.MODULUS.value, lane }, top)
      const factor = Array.from({ length: count }, () => low + numbers.below(2n ** 52n))
      factor[count - 1] = numbers.below(2n ** 30n)
      putDigits(core, { pair: core.SAVED.value, lane }, factor)
      putDigits(core, { pair: core.VALUE.value, lane }, factor)
      const m = numberOf(top) * 2n ** 52n - 1n
      return {
        m,
        inverse: inverseOf(radix % m, m),
        factor: numberOf(factor),
        value: numberOf(factor),
      }
    })
    for (let i = 0; i < 1500; i++) {
      if (i % 2 === 0) core.square(core.VALUE.value, core.VALUE.value, count)
      else core.multiply(core.VALUE.value, core.SAVED.value, core.VALUE.value, count)
      for (const [lane, expected] of lanes.entries()) {
        const { m, inverse, factor, value } = expected
        const result = getDigits(core, { pair: core.VALUE.value, lane }, count)
        const product = (i % 2 === 0 ? value : factor) * value
        expect((result - product * inverse) % m, `seed ${numbers.seed}, ${i}`).toBe(0n)
        expect(result <= m && -result <= m, `seed ${numbers.seed}, ${i}`).toBe(true)
        expected.value = result
      }
    }
  })
}
