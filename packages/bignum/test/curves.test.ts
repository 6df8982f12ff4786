import { describe, expect, test } from "vitest"
import { type CurveExports, curveDoors } from "../src/curves.ts"
import type { CurveName } from "../src/doors.ts"
import { curveIndex, examCore } from "./curves/exam-core.ts"
import { curveNames, curveNumbers, curveOracle, scalarBytes } from "./oracle-curves.ts"

const weierstrassNames = curveNames.filter((name) => name !== "Ed25519")

describe("multiplyBase", () => {
  const { multiplyBase } = curveDoors(examCore())

  test.each(weierstrassNames)("refuses 0, n, n + 1 and all ones: %s", (name) => {
    const { order, scalarBytes: length } = curveNumbers[name]
    const allOnes = 2n ** BigInt(8 * length) - 1n
    for (const scalar of [0n, order, order + 1n, 2n * order - 1n, allOnes].filter(
      (value) => value <= allOnes,
    )) {
      expect(multiplyBase(name, scalarBytes(name, scalar)), `${scalar}`).toBeUndefined()
      expect(curveOracle.multiplyBase(name, scalarBytes(name, scalar))).toBeUndefined()
    }
  })

  test.each(weierstrassNames)("accepts 1 and n - 1: %s", (name) => {
    for (const scalar of [1n, curveNumbers[name].order - 1n]) {
      const bytes = scalarBytes(name, scalar)
      expect(multiplyBase(name, bytes)).toEqual(curveOracle.multiplyBase(name, bytes))
    }
  })

  test.each([
    ["a bit of the lowest three set", 2n ** 254n + 1n],
    ["the third bit set", 2n ** 254n + 4n],
    ["the bit 254 clear", 2n ** 253n],
    ["the bit 255 set", 2n ** 255n + 2n ** 254n],
    ["nothing set", 0n],
  ])("refuses an Ed25519 scalar that is not clamped: %s", (_, scalar) => {
    expect(multiplyBase("Ed25519", scalarBytes("Ed25519", scalar))).toBeUndefined()
    expect(curveOracle.multiplyBase("Ed25519", scalarBytes("Ed25519", scalar))).toBeUndefined()
  })

  test.each(curveNames)("throws at a scalar that is too short or too long: %s", (name) => {
    const length = curveNumbers[name].scalarBytes
    for (const wrong of [0, length - 1, length + 1]) {
      expect(() => multiplyBase(name, new Uint8Array(wrong).fill(1))).toThrow(RangeError)
    }
  })

  test.each(curveNames)("leaves the scalar as it was: %s", (name) => {
    const scalar = someScalar(name)
    multiplyBase(name, scalar)
    expect(scalar).toEqual(someScalar(name))
  })
})

describe("the core's memory", () => {
  test.each(curveNames)("keeps no eight bytes of a scalar, in either order: %s", (name) => {
    const core = examCore()
    const { multiplyBase } = curveDoors(core)
    for (const allWindows of [false, true]) {
      core.examineTable(curveIndex[name], allWindows)
      const scalar = someScalar(name)
      expect(multiplyBase(name, scalar)).toBeDefined()
      for (const order of [scalar, scalar.toReversed()]) {
        expect(findsEightBytes(new Uint8Array(core.memory.buffer), order)).toBe(false)
      }
    }
  })

  test("keeps nothing of a scalar that it refused", () => {
    const core = examCore()
    const scalar = Uint8Array.from({ length: 32 }, (_, i) => (i < 5 ? 255 : 7 * i))
    expect(curveDoors(core).multiplyBase("P-256", scalar)).toBeUndefined()
    expect(findsEightBytes(new Uint8Array(core.memory.buffer), scalar)).toBe(false)
  })

  test("shows a scalar to the search while it is there", () => {
    const core = examCore()
    const scalar = someScalar("P-256")
    new Uint8Array(core.memory.buffer, core.SCALAR.value).set(scalar)
    expect(findsEightBytes(new Uint8Array(core.memory.buffer), scalar)).toBe(true)
  })
})

describe("a fault", () => {
  /** A core whose table of P-256 a stray bit has hit. */
  function faultyCore(): CurveExports {
    const core = examCore()
    core.examineTable(curveIndex["P-256"], false)
    const memory = new Uint8Array(core.memory.buffer)
    const start = core.EXAM_ROOM.value + 33 * 3 * 352
    // All 32 entries: whichever digits a scalar has, one of them is read.
    for (let entry = 0; entry < 32; entry++)
      memory[start + 80 * entry + 1] = (memory[start + 80 * entry + 1] ?? 0) ^ 1
    return core
  }

  test("is noticed by the check that the point is on the curve, and no point leaves", () => {
    const { multiplyBase } = curveDoors(faultyCore())
    expect(() => multiplyBase("P-256", someScalar("P-256"))).toThrow("not on the curve")
  })

  test.each(weierstrassNames)(
    "is noticed where Z becomes 0 for a scalar that is not exceptional: %s",
    (name) => {
      const core = examCore()
      core.examineTable(curveIndex[name], false)
      // A table of zeros: doubling y = 0 makes ZZ = 0, and nothing leads back from there.
      const window = core.EXAM_ROOM.value + 33 * 3 * 352 + curveIndex[name] * 32 * 176
      new Uint8Array(core.memory.buffer, window, 32 * 176).fill(0)
      expect(() => curveDoors(core).multiplyBase(name, someScalar(name))).toThrow(
        "not on the curve",
      )
    },
  )

  test("leaves nothing of the scalar either", () => {
    const core = faultyCore()
    expect(() => curveDoors(core).multiplyBase("P-256", someScalar("P-256"))).toThrow()
    expect(findsEightBytes(new Uint8Array(core.memory.buffer), someScalar("P-256"))).toBe(false)
  })
})

/** A scalar without two equal bytes next to each other, in every curve's range. */
function someScalar(name: CurveName): Uint8Array {
  const length = curveNumbers[name].scalarBytes
  const scalar = Uint8Array.from({ length }, (_, i) => (0x51 + 37 * i) & 0xff)
  if (name === "P-521") scalar[0] = 0
  if (name !== "Ed25519") return scalar
  scalar[0] = 0x50
  scalar[31] = 0x47
  return scalar
}

function findsEightBytes(memory: Uint8Array, secret: Uint8Array): boolean {
  for (let from = 0; from + 8 <= secret.length; from++) {
    let at = memory.indexOf(secret[from] as number)
    while (at >= 0) {
      let same = 1
      while (same < 8 && memory[at + same] === secret[from + same]) same++
      if (same === 8) return true
      at = memory.indexOf(secret[from] as number, at + 1)
    }
  }
  return false
}
