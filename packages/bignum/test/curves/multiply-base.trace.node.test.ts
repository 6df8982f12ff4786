import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { curveDoors } from "../../src/curves.ts"
import type { CurveName } from "../../src/doors.ts"
import { curveNames, curveNumbers, curveOracle, scalarBytes } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import { assembled, traced } from "../trace.ts"
import { curveIndex, type ExamExports } from "./exam-core.ts"

const core = traced(readFileSync(new URL("../../build/check.wasm", import.meta.url)))
const exam = core.exports as unknown as ExamExports
const { multiplyBase } = curveDoors(exam)

describe.each(curveNames)("multiplyBase on %s", (name) => {
  test.each([
    ["one window", false],
    ["all windows", true],
  ])("takes the same steps and touches the same memory for every scalar: %s", (_, allWindows) => {
    exam.examineTable(curveIndex[name], allWindows)
    const random = randomNumbers()
    const scalars = scalarsOf(name, () => random.below(curveNumbers[name].order))
    const traces = scalars.map((scalar) => {
      const bytes = scalarBytes(name, scalar)
      return core.trace(() => expect(multiplyBase(name, bytes)).toBeDefined())
    })
    expect(traces[0]?.events).toBeGreaterThan(10_000)
    for (const [i, trace] of traces.entries()) {
      expect(trace, `seed ${random.seed}: ${scalars[i]?.toString(16)}`).toEqual(traces[0])
    }
  })
})

test("a traced core still computes", () => {
  const bytes = scalarBytes("P-256", 12345n)
  expect(multiplyBase("P-256", bytes)).toEqual(curveOracle.multiplyBase("P-256", bytes))
})

// Negative controls: what the trace must see, in modules of five lines.
test.each([
  [
    "a branch on a bit",
    "(if (i32.and (local.get 0) (i32.const 1)) (then (i32.store (i32.const 8) (i32.const 1))))",
  ],
  ["an address from a secret", "(drop (i32.load (i32.shl (local.get 0) (i32.const 2))))"],
  [
    "a loop that a secret ends",
    "(loop $again (local.set 0 (i32.shr_u (local.get 0) (i32.const 1))) (br_if $again (local.get 0)))",
  ],
])("a trace shows %s", (_, body) => {
  const leaky = traced(assembled(`(module (memory 1) (func (export "leak") (param i32) ${body}))`))
  const leak = leaky.exports.leak as (secret: number) => void
  expect(leaky.trace(() => leak(8))).not.toEqual(leaky.trace(() => leak(3)))
  expect(leaky.trace(() => leak(8))).toEqual(leaky.trace(() => leak(8)))
})

/** Small, large, sparse, dense and random scalars, even and odd; none of the two exceptional ones of recode.ts. */
function scalarsOf(name: CurveName, random: () => bigint): bigint[] {
  const { order } = curveNumbers[name]
  const bits = BigInt(order.toString(2).length)
  const dense = (1n << (bits - 1n)) - 1n
  const scalars = [1n, 3n, 4n, order - 1n, order - 3n, 1n << (bits - 1n), dense, dense - 1n]
  scalars.push(
    0xffffn << 64n,
    (dense / 3n) | 1n,
    dense / 5n,
    (1n << 130n) + 1n,
    random(),
    random(),
    random(),
    random(),
  )
  return name === "Ed25519" ? scalars.map(clamped) : scalars
}

/** RFC 8032, section 5.1.5, step 2. */
function clamped(value: bigint): bigint {
  return ((value % 2n ** 254n) & -8n) | (2n ** 254n)
}
