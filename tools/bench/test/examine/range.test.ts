import type { KeyPairSpec } from "@keywright/core"
import { expect, test } from "vitest"
import { candidatesOf, nameCall } from "../../src/estimate/searches.ts"
import { rows } from "../../src/examine/plan.ts"
import { meterInstances } from "../../src/meter.ts"

const meter = meterInstances(nameCall)
const { examineRange } = await import("../../src/examine/range.ts")

/** A slice of the examination: `pnpm --filter @keywright/bench examine` is the whole of it. */
const CURVE_KEYS = 100
const rsaKeys: Partial<Record<KeyPairSpec, number>> = { RSA_2048: 6, RSA_3072: 2, RSA_4096: 1 }

test.each(rows)(
  "examineRange finds no fault in keys of $spec $method, and none twice",
  async (row) => {
    const { spec, method } = row
    const rsaCount = rsaKeys[spec]
    const count = rsaCount ?? CURVE_KEYS
    const kind = method === undefined ? { spec } : { spec, method }
    const { faulty, unique, calls } = await examineRange({ ...kind, from: 500, count }, meter)
    expect(faulty).toEqual([])
    expect(new Set(unique).size).toBe(rsaCount === undefined ? count : 2 * count)
    if (rsaCount !== undefined) expect(filterCalls(calls)).toBeGreaterThanOrEqual(2 * count)
  },
)

test("examineRange makes other keys by another search", async () => {
  const keys = { spec: "RSA_2048", from: 0, count: 1 } as const
  const one = await examineRange({ ...keys, method: "A.1.6" }, meter)
  const other = await examineRange({ ...keys, method: "A.1.3" }, meter)
  expect(new Set([...one.unique, ...other.unique]).size).toBe(4)
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
