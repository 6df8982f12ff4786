import { expect, test } from "vitest"
import { summarize } from "../../src/measure/statistics.ts"

test("summarize gives mean, standard error and ranks", () => {
  const hundred = Array.from({ length: 100 }, (_, index) => 100 - index)
  const summary = summarize(hundred)
  expect(summary).toMatchObject({ count: 100, mean: 50.5, p50: 50, p99: 99, max: 100 })
  // The variance of 1..n is n(n+1)/12.
  expect(summary.standardError).toBeCloseTo(Math.sqrt((100 * 101) / 12 / 100), 10)
})

test("summarize refuses a single value", () => {
  expect(() => summarize([1])).toThrow("fewer than two values")
})
