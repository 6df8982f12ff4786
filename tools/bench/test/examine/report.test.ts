import { expect, test } from "vitest"
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
    kinds: [{ spec: "RSA_2048", keys: 4, planned: 9000, firstSeed: "zero", lastSeed: "three" }],
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
  const counted = (filter: number) => {
    const count = 100
    const { kinds, holds } = report([
      { ...portion, count, calls: { "filter, 2 candidates": filter * count } },
    ])
    return { errors: kinds[0]?.work?.standardErrors ?? Number.NaN, holds }
  }
  const { work } = report([portion]).kinds[0] ?? {}
  const expected = work?.expected ?? Number.NaN
  expect(counted(expected)).toMatchObject({ holds: true })
  expect(counted(expected).errors).toBeCloseTo(0, 6)
  // Two searches, each without memory: a standard error of 100 keys is 7 % of what is expected.
  expect(counted(1.4 * expected)).toMatchObject({ holds: false })
  expect(counted(0.6 * expected)).toMatchObject({ holds: false })
  expect(counted(1.1 * expected)).toMatchObject({ holds: true })
})

test("report does not hold with a faulty key, and names its seed", () => {
  const faulty = [{ seed: "two", faults: ["p is not prime"] }]
  const { kinds, holds } = report([portion, { ...next, faulty }])
  expect(holds).toBe(false)
  expect(kinds[0]?.faulty).toEqual(faulty)
})
