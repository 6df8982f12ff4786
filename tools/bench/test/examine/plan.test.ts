import { expect, test } from "vitest"
import { type Kind, plan, type Range, type Row, rows, seedOf } from "../../src/examine/plan.ts"
import { specNames } from "../../src/specs.ts"

test("plan has ten thousand RSA keys and a hundred thousand on curves, each once", () => {
  const ranges = plan(specNames, 1)
  const keysOf = (prefix: RegExp) =>
    ranges.filter(({ spec }) => prefix.test(spec)).reduce((sum, { count }) => sum + count, 0)
  expect(keysOf(/^RSA_/)).toBe(10_000)
  expect(keysOf(/^(?!RSA_)/)).toBe(100_000)
  for (const { spec, method, keys } of rows) {
    const own = ranges.filter((range) => range.spec === spec && range.method === method)
    const ends = own.map(({ from, count }) => from + count)
    expect(own.map(({ from }) => from)).toEqual([0, ...ends.slice(0, -1)])
    expect(ends.at(-1)).toBe(keys)
  }
})

test("plan begins with the same portions for every share", () => {
  const whole = plan(["ECC_NIST_P521"], 1)
  expect(plan(["ECC_NIST_P521"], 0.41)).toEqual(whole.slice(0, 3))
  expect(plan(["ECC_NIST_P521"], 0.001)).toEqual(whole.slice(0, 1))
})

test("plan lets all kinds advance together", () => {
  const ranges = plan(specNames, 1)
  const [first] = rows
  const countOf = ({ spec, method }: Kind, among: readonly Range[]) =>
    among.filter((range) => range.spec === spec && range.method === method).length
  for (const part of [0.1, 0.5, 0.9]) {
    const begun = ranges.slice(0, ranges.length * part)
    const share = countOf(first as Row, begun) / countOf(first as Row, ranges)
    for (const row of rows) {
      const own = countOf(row, begun) - share * countOf(row, ranges)
      expect(Math.abs(own)).toBeLessThanOrEqual(1)
    }
  }
})

test("seedOf gives 16 bytes or more, and to no two keys the same", () => {
  const seeds = specNames.flatMap((spec) => [0, 1, 10, 29_999].map((n) => seedOf(spec, n)))
  expect(new Set(seeds).size).toBe(seeds.length)
  expect(Math.min(...seeds.map((seed) => seed.length))).toBeGreaterThanOrEqual(16)
})
