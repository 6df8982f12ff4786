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
  const mean = values.reduce((sum, value) => sum + value, 0) / count
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0)
  const sorted = values.toSorted((one, other) => one - other)
  return {
    count,
    mean,
    standardError: Math.sqrt(squares / (count - 1) / count),
    p50: percentile(sorted, 50),
    p99: percentile(sorted, 99),
    max: sorted[count - 1] ?? mean,
  }
}

/** The smallest value that `percent` of the sorted values do not exceed (nearest rank). */
function percentile(sorted: readonly number[], percent: number): number {
  return sorted[Math.ceil((percent / 100) * sorted.length) - 1] ?? Number.NaN
}
