import { expect, test } from "vitest"
import { candidatesOf } from "../../src/estimate/searches.ts"
import type { Estimate } from "../../src/figures.ts"
import { runIn } from "../../src/runtimes.ts"

test("estimate takes keys apart, in a process of its own", async () => {
  const options = { spec: "RSA_2048", quick: true }
  const found = await runIn<Estimate>("node", "run-estimate.ts", options)
  const filter = found.steps.find(({ name }) => name === `filter, ${found.candidates} candidates`)
  const parts = found.steps.reduce((sum, { callsPerKey, minMs }) => sum + callsPerKey * minMs, 0)
  expect(filter?.callsPerKey).toBeGreaterThan(2)
  expect(filter?.minMs).toBeLessThanOrEqual(filter?.medianMs ?? 0)
  expect(parts).toBeGreaterThan(0)
  expect(found.gate.ofLeastTimes).toBeCloseTo(
    (found.nativePower.minMs * found.candidates) / (filter?.minMs ?? Number.NaN),
    10,
  )
  // The search counts its calls, and so does the meter, which knows nothing of the search.
  const filters = found.steps.filter(({ name }) => candidatesOf(name) !== undefined)
  const metered = filters.reduce((sum, { callsPerKey }) => sum + callsPerKey, 0)
  expect(found.work.filterCalls).toBeCloseTo(metered, 8)
  // Table B.1: five rounds for each prime of 1024 bits, and one or more for a composite that passes the filter.
  expect(found.work.rounds).toBeGreaterThanOrEqual(10)
  expect(found.ratio).toBeCloseTo(found.nativeKeyMs / found.keyMs, 10)
  // Eight searches: what is more than six standard errors away is no chance.
  expect(Math.abs(found.standardErrors)).toBeLessThan(6)
})
