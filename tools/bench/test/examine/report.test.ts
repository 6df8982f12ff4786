import { expect, test } from "vitest"
import { callsPerPrime } from "../../src/estimate/model.ts"
import { searchOf } from "../../src/estimate/searches.ts"
import type { RangeResult } from "../../src/examine/range.ts"
import { report } from "../../src/examine/report.ts"

const portion: RangeResult = {
  spec: "RSA_2048",
  method: "A.1.3",
  from: 0,
  count: 2,
  firstSeed: "zero",
  lastSeed: "one",
  faulty: [],
  unique: ["a", "b", "c", "d"],
  calls: { "filter, 2 candidates": 81 },
}
const next = { ...portion, from: 2, firstSeed: "two", lastSeed: "three", unique: ["e", "f"] }

test("report puts portions together", () => {
  expect(report([next, portion])).toMatchObject({
    kinds: [{ spec: "RSA_2048", keys: 4, planned: 1000, firstSeed: "zero", lastSeed: "three" }],
    unique: { values: 6, repeated: 0 },
    holds: true,
  })
})

test("report finds a prime that two portions share", () => {
  const { unique, holds } = report([portion, { ...next, spec: "RSA_3072", unique: ["e", "b"] }])
  expect(unique.repeated).toBe(1)
  expect(holds).toBe(false)
})

test("report does not hold when the filter was called far too seldom or too often", () => {
  const counted = (callsPerKey: number) => {
    const count = 100
    const calls = { "filter, 2 candidates": callsPerKey * count }
    const { kinds, holds } = report([{ ...portion, count, calls }])
    return { errors: kinds[0]?.work?.standardErrors ?? Number.NaN, holds }
  }
  const expected = 2 * callsPerPrime(searchOf(1024, "A.1.3"), 2)
  expect(counted(expected).errors).toBeCloseTo(0, 6)
  expect(counted(expected)).toMatchObject({ holds: true })
  // Two hundred primes: a standard error is 7 % of them.
  expect(counted(1.6 * expected)).toMatchObject({ holds: false })
  expect(counted(0.6 * expected)).toMatchObject({ holds: false })
  expect(counted(1.1 * expected)).toMatchObject({ holds: true })
})

test("report does not hold with a faulty key, and names its seed", () => {
  const faulty = [{ seed: "two", faults: ["p is not prime"] }]
  const { kinds, holds } = report([portion, { ...next, faulty }])
  expect(holds).toBe(false)
  expect(kinds[0]?.faulty).toEqual(faulty)
})
