import { expect, test } from "vitest"
import { lowerQuartile, median, ratioOf, summarize } from "../src/statistics.ts"

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

test("ratioOf gives the quotient of the means, inside its interval", () => {
  const slow = Array.from({ length: 50 }, (_, index) => 30 + (index % 7))
  const fast = Array.from({ length: 50 }, (_, index) => 10 + (index % 5))
  const { value, low, high } = ratioOf(slow, fast, "mean")
  expect(value).toBeCloseTo(32.94 / 12, 10)
  expect(low).toBeLessThan(value)
  expect(high).toBeGreaterThan(value)
})

test("ratioOf gives an interval as wide as the deviation of a quotient of means says", () => {
  // Exponential, by its quantiles: the deviation is the mean, so that of a mean of 400 is 1 / 20 of it.
  const exponential = Array.from({ length: 400 }, (_, index) => -Math.log(1 - (index + 0.5) / 400))
  const { value, low, high } = ratioOf(exponential, exponential, "mean")
  const expected = 2 * 1.96 * Math.sqrt(2 / 400)
  expect((high - low) / value / expected).toBeGreaterThan(0.9)
  expect((high - low) / value / expected).toBeLessThan(1.1)
})

test("ratioOf is the same for the same values", () => {
  expect(ratioOf([1, 2, 4], [1, 3], "median")).toEqual(ratioOf([1, 2, 4], [1, 3], "median"))
})

test("median lies in the middle of an even row, and is a member of an odd one", () => {
  expect(median([4, 1, 3, 2])).toBe(2.5)
  expect(median([9, 1, 3])).toBe(3)
})

test("lowerQuartile has a quarter of the values up to itself", () => {
  expect(lowerQuartile([8, 1, 7, 2, 6, 3, 5, 4])).toBe(2)
  expect(lowerQuartile([5])).toBe(5)
})
