import { describe, expect, test } from "vitest"
import { inverse, residue } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import {
  CANONICAL,
  curveIndex,
  curvesInBuilds,
  examCore,
  fieldOf,
  getDigits,
  INVERT,
  MULTIPLY,
  numberOfDigits,
  putDigits,
} from "./exam-core.ts"

describe.each(curvesInBuilds)("invert in the field of %s, %s build", (name, build) => {
  const core = examCore(build)
  const field = fieldOf(name)
  const random = randomNumbers()
  const [out, element, unit] = [0, 1, 2].map((i) => core.EXAM_ROOM.value + 400 * i) as [
    number,
    number,
    number,
  ]

  /** Puts a value into a lane as a product, which is what invert takes; answers its address. */
  function putProduct(value: bigint, lane: 0 | 1): number {
    const digits = unsignedDigits(value)
    putDigits(core, { address: element, lane }, digits)
    putDigits(core, { address: unit, lane }, unsignedDigits(field.radix % field.modulus))
    core.examineField(MULTIPLY, curveIndex[name], element, element, unit)
    return element + 8 * lane
  }

  function unsignedDigits(value: bigint): bigint[] {
    return Array.from({ length: field.digits }, (_, i) =>
      BigInt.asUintN(field.radixBits, value >> BigInt(field.radixBits * i)),
    )
  }

  function check(value: bigint, lane: 0 | 1): void {
    const address = putProduct(value, lane)
    core.examineField(INVERT, curveIndex[name], out, address, 0)
    // Of a number x * R the inverse is R / x, which is R^2 / (x * R).
    const expected = residue(inverse(value, field.modulus) * field.radix ** 2n, field.modulus)
    for (const side of [0, 1] as const) {
      const digits = getDigits(core, { address: out, lane: side }, field.digits)
      const answer = numberOfDigits(digits, field.radixBits)
      expect(residue(answer, field.modulus), `${random.seed}: 1 / ${value}`).toBe(expected)
    }
  }

  test("agrees with Euclid on random elements, and fills both lanes", () => {
    for (let i = 0; i < 60; i++) check(random.below(field.modulus), random.below(2n) ? 1 : 0)
  })

  test("agrees with Euclid next to zero, next to p and at powers of two", () => {
    for (let i = 1n; i <= 20n; i++) {
      check(i, 0)
      check(field.modulus - i, 1)
    }
    for (let bit = 0n; 1n << bit < field.modulus; bit += 13n) check(1n << bit, 0)
  })

  test("gives zero for zero", () => {
    check(0n, 0)
  })

  test("takes canonical digits of either sign: the residue in 0 .. p - 1", () => {
    for (const value of [
      0n,
      1n,
      field.modulus - 1n,
      ...Array.from({ length: 40 }, () => random.below(field.modulus)),
    ]) {
      const address = putProduct(value, 1)
      core.examineField(CANONICAL, curveIndex[name], out, address, 0)
      const digits = new BigInt64Array(core.memory.buffer, out, field.digits)
      expect(numberOfDigits([...digits], field.radixBits), `${random.seed}`).toBe(value)
    }
  })
})
