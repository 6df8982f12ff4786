import { describe, expect, test } from "vitest"
import multiply4 from "../../assembly/kernels/fma/multiply-four.ts?raw"
import multiply2 from "../../assembly/kernels/fma/multiply-two.ts?raw"
import square4 from "../../assembly/kernels/fma/square-four.ts?raw"
import square2 from "../../assembly/kernels/fma/square-two.ts?raw"
import { fmaKernels } from "../../scripts/kernels/fma.ts"
import { examined, getDigits, numberExam, putDigits } from "../core-exam.ts"
import { inverseOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

test("The generated kernels are what their generator writes", () => {
  expect(fmaKernels()).toEqual({
    "square-two": square2,
    "square-four": square4,
    "multiply-two": multiply2,
    "multiply-four": multiply4,
  })
})

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
const names = Object.keys(patterns)

const numberOf = (digits: readonly bigint[]) =>
  digits.reduceRight((sum, digit) => (sum << 52n) + digit, 0n)
const digitsOf = (pattern: string, count: number): bigint[] =>
  Array.from({ length: count }, (_, i) => patterns[pattern]?.(i) ?? 0n)
const absolute = (value: bigint) => (value < 0n ? -value : value)

const widths = examined.flatMap((build) => {
  const core = numberExam(build)
  return core.lanes === 2 ? [{ build, lanes: 2 }] : [2, 4].map((lanes) => ({ build, lanes }))
})
const kernels = widths.flatMap((width) => [21, 31, 41].map((count) => ({ ...width, count })))

describe.each(kernels)(
  "The kernel of $build, $lanes lanes, $count digits",
  ({ build, lanes, count }) => {
    const core = numberExam(build)
    const places = Array.from({ length: lanes }, (_, lane) => lane)
    const radix = 2n ** BigInt(52 * count)
    const { VALUE, BASE, SAVED, ONE, MODULUS, SHIFTS } = core

    function start(): void {
      core.wipe()
      core.useLanes(lanes)
    }

    function putNumber(pack: { value: number }, lane: number, digits: bigint[]): bigint {
      putDigits(core, { pack: pack.value, lane }, digits)
      return numberOf(digits)
    }

    /** m = M 2^52 - 1; its top digit keeps it above zero. */
    function putModulus(lane: number, pattern: string, top: bigint): bigint {
      const digits = digitsOf(pattern, count - 1)
      digits[count - 2] = top
      return putNumber(MODULUS, lane, digits) * 2n ** 52n - 1n
    }

    const read = (pack: { value: number }, lane: number) =>
      getDigits(core, { pack: pack.value, lane }, count)

    test.each(["highest", "lowest", "random", "in turn"])(
      "gives the products of BigInt modulo %s digits, and keeps its bound",
      (pattern) => {
        for (const first of names) {
          for (const second of names) {
            start()
            const moduli = places.map((lane) => putModulus(lane, pattern, high))
            const a = places.map((lane) =>
              putNumber(BASE, lane, digitsOf(lane % 2 ? second : first, count)),
            )
            const b = places.map((lane) =>
              putNumber(SAVED, lane, digitsOf(lane % 2 ? first : second, count)),
            )
            core.multiply(VALUE.value, BASE.value, SAVED.value, count)
            core.square(ONE.value, BASE.value, count)
            for (const lane of places) {
              const m = moduli[lane] as bigint
              const [x, y] = [a[lane] as bigint, b[lane] as bigint]
              for (const [pack, exact] of [
                [VALUE, x * y],
                [ONE, x * x],
              ] as const) {
                const result = read(pack, lane)
                const label = `${first} by ${second}, seed ${numbers.seed}`
                expect((result * radix - exact) % m, label).toBe(0n)
                // (1 + 2^-51) m / 2 + |a b| / R
                const bound = m / 2n + m / 2n ** 52n + absolute(exact) / radix + 1n
                expect(absolute(result) <= bound, label).toBe(true)
              }
            }
          }
        }
      },
    )

    test("stays right and small for 1500 products and squares in a row", () => {
      start()
      const chains = places.map((lane) => {
        const m = putModulus(lane, "random", 2n ** 40n)
        const digits = digitsOf("random", count)
        digits[count - 1] = numbers.below(2n ** 30n)
        const factor = putNumber(SAVED, lane, digits)
        putNumber(VALUE, lane, digits)
        return { m, inverse: inverseOf(radix % m, m), factor, value: factor }
      })
      for (let i = 0; i < 1500; i++) {
        if (i % 2 === 0) core.square(VALUE.value, VALUE.value, count)
        else core.multiply(VALUE.value, SAVED.value, VALUE.value, count)
        for (const { m, inverse, factor, value, lane } of chains.map((chain, lane) => ({
          ...chain,
          lane,
        }))) {
          const result = read(VALUE, lane)
          const product = (i % 2 === 0 ? value : factor) * value
          expect((result - product * inverse) % m, `seed ${numbers.seed}, ${i}`).toBe(0n)
          expect(absolute(result) <= m, `seed ${numbers.seed}, ${i}`).toBe(true)
          ;(chains[lane] as { value: bigint }).value = result
        }
      }
    })

    test("agrees with BigInt on the sums of a hundred thousand products, extreme digits among them", () => {
      for (const pattern of ["highest", "lowest", "random", "in turn"]) {
        for (const of of names) {
          start()
          const moduli = places.map((lane) => putModulus(lane, pattern, high))
          const factors = places.map((lane) => putNumber(BASE, lane, digitsOf(of, count)))
          const seed = numbers.below(2n ** 64n)
          const label = `${pattern}, ${of}, seed ${numbers.seed}`
          // Each round is three products in each lane.
          expect(core.examineProducts(seed, 1500, count), label).toBe(0)
          for (const lane of places) {
            const [b, product] = [core.FACTOR_SUMS, core.PRODUCT_SUMS].map((sums) =>
              sumOf(sums, lane),
            )
            const exact = (factors[lane] as bigint) * (b as bigint)
            const left = (product as bigint) * radix - exact
            expect(left % (moduli[lane] as bigint), label).toBe(0n)
          }
        }
      }
    })

    function sumOf(sums: { value: number }, lane: number): bigint {
      const words = new BigInt64Array(core.memory.buffer, sums.value + 576 * lane, count)
      return numberOf([...words])
    }

    test("shifts each lane by its own amount", () => {
      for (const name of names) {
        start()
        const values = places.map((lane) => {
          const digits = digitsOf(name, count)
          digits[count - 1] = 0n
          return putNumber(VALUE, lane, digits)
        })
        const shifts = places.map((lane) => [0n, 50n, 15n, numbers.below(51n)][lane] as bigint)
        shifts.forEach((shift, lane) => {
          new DataView(core.memory.buffer).setBigInt64(SHIFTS.value + 8 * lane, shift, true)
        })
        core.shift(VALUE.value, count)
        places.forEach((lane) => {
          expect(read(VALUE, lane)).toBe((values[lane] as bigint) << (shifts[lane] as bigint))
        })
      }
    })
  },
)
