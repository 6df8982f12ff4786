import { expect, test } from "vitest"
import { candidatesOf, nameCall } from "../../src/estimate/searches.ts"
import { meterInstances } from "../../src/meter.ts"
import { specNames } from "../../src/specs.ts"

const meter = meterInstances(nameCall)
const { examineRange } = await import("../../src/examine/range.ts")

/** A slice of the examination: `pnpm --filter @keywright/bench examine` is the whole of it. */
const slice: Record<string, number> = { RSA_2048: 8, RSA_3072: 2, RSA_4096: 1 }
const CURVE_KEYS = 100

test.each(specNames)("examineRange finds no fault in keys of %s, and none twice", async (spec) => {
  const count = slice[spec] ?? CURVE_KEYS
  const { faulty, unique, calls } = await examineRange({ spec, from: 500, count }, meter)
  expect(faulty).toEqual([])
  if (spec.startsWith("RSA_")) expect(filterCalls(calls)).toBeGreaterThanOrEqual(2 * count)
  expect(new Set(unique).size).toBe(spec.startsWith("RSA_") ? 2 * count : count)
})

test("examineRange makes the same keys again", async () => {
  const range = { spec: "ECC_NIST_P256", from: 7, count: 2 } as const
  const one = await examineRange(range, meter)
  expect(await examineRange(range, meter)).toEqual(one)
  expect(one).toMatchObject({
    firstSeed: "examination ECC_NIST_P256 000007",
    lastSeed: "examination ECC_NIST_P256 000008",
  })
})

function filterCalls(calls: Readonly<Record<string, number>>): number {
  return Object.entries(calls)
    .filter(([name]) => candidatesOf(name) !== undefined)
    .reduce((sum, [, count]) => sum + count, 0)
}
