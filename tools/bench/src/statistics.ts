/** What is said about a row of measured values. */

export interface Summary {
  count: number
  mean: number
  /** Of the mean: the sample's deviation over the root of its size. */
  standardError: number
  p50: number
  p99: number
  max: number
}

/** Summarises at least two values. Throws for fewer. */
export function summarize(values: readonly number[]): Summary {
  const count = values.length
  if (count < 2) throw new Error("fewer than two values say nothing")
  const average = mean(values)
  const squares = values.reduce((sum, value) => sum + (value - average) ** 2, 0)
  const sorted = values.toSorted((one, other) => one - other)
  return {
    count,
    mean: average,
    standardError: Math.sqrt(squares / (count - 1) / count),
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    max: sorted[count - 1] ?? average,
  }
}

/** The smallest value that `percent` of the sorted values do not exceed (nearest rank). */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
}

/** A quotient of two statistics, and the middle 95 % of its bootstrap distribution. */
export interface Ratio {
  value: number
  low: number
  high: number
}

export type Statistic = "mean" | "median"

const RESAMPLES = 2_000

/**
 * How many times `above` is `below`, by the mean or the median of each. Both rows are drawn anew with replacement, 2,000 times
 * with a fixed seed, so that the same values give the same interval (Efron, Tibshirani, An Introduction to the Bootstrap, 13.3).
 */
export function ratioOf(
  above: readonly number[],
  below: readonly number[],
  statistic: Statistic,
): Ratio {
  const of = statistic === "mean" ? mean : median
  const random = randomBelow(0x9e3779b9)
  const drawn = Array.from({ length: RESAMPLES }, () => {
    return of(resample(above, random)) / of(resample(below, random))
  }).toSorted((one, other) => one - other)
  return {
    value: of(above) / of(below),
    low: percentile(drawn, 2.5),
    high: percentile(drawn, 97.5),
  }
}

export function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length
}

export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  const middle = sorted.length >> 1
  const upper = sorted[middle] ?? Number.NaN
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? Number.NaN)) / 2
}

/** A quarter of the values is not above it: on a busy machine nearer to the truth than the middle. */
export function lowerQuartile(values: readonly number[]): number {
  return percentile(
    values.toSorted((one, other) => one - other),
    25,
  )
}

function resample(values: readonly number[], random: (end: number) => number): number[] {
  return values.map(() => values[random(values.length)] as number)
}

/** xorshift32 (Marsaglia 2003): whole numbers below `end`, the same ones for the same seed. */
function randomBelow(seed: number): (end: number) => number {
  let state = seed
  return (end) => {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    return Math.floor(((state >>> 0) / 2 ** 32) * end)
  }
}
