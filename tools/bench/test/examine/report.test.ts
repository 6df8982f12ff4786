import { expect, test } from "vitest"
import type { RangeResult } from "../../src/examine/range.ts"
import { report } from "../../src/examine/report.ts"

const portion: RangeResult = {
  spec: "RSA_2048",
  from: 0,
  count: 2,
  firstSeed: "zero",
  lastSeed: "one",
  faulty: [],
  unique: ["a", "b", "c", "d"],
}
const next = { ...portion, from: 2, firstSeed: "two", lastSeed: "three", unique: ["e", "f"] }

test("report puts portions together", () => {
  expect(report([next, portion])).toMatchObject({
    specs: [{ spec: "RSA_2048", keys: 4, planned: 9000, firstSeed: "zero", lastSeed: "three" }],
    unique: { values: 6, repeated: 0 },
    holds: true,
  })
})

test("report finds a prime that two portions share", () => {
  const { unique, holds } = report([portion, { ...next, spec: "RSA_3072", unique: ["e", "b"] }])
  expect(unique.repeated).toBe(1)
  expect(holds).toBe(false)
})

test("report does not hold with a faulty key, and names its seed", () => {
  const faulty = [{ seed: "two", faults: ["p is not prime"] }]
  const { specs, holds } = report([portion, { ...next, faulty }])
  expect(holds).toBe(false)
  expect(specs[0]?.faulty).toEqual(faulty)
})
