import { describe, expect, test } from "vitest"
import ed25519Text from "../../assembly/curves/fields/ed25519.ts?raw"
import p256Text from "../../assembly/curves/fields/p256.ts?raw"
import p384Text from "../../assembly/curves/fields/p384.ts?raw"
import p521Text from "../../assembly/curves/fields/p521.ts?raw"
import secp256k1Text from "../../assembly/curves/fields/secp256k1.ts?raw"
import sm2Text from "../../assembly/curves/fields/sm2.ts?raw"
import { fieldKernel } from "../../scripts/fields/kernel.ts"
import { primes } from "../../scripts/fields/primes.ts"
import { curveNumbers, inverse, residue } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import {
  curveIndex,
  curvesInBuilds,
  examCore,
  type Field,
  fieldOf,
  getDigits,
  MULTIPLY,
  numberOfDigits,
  putDigits,
  SQUARE,
} from "./exam-core.ts"

const texts: Readonly<Record<string, string>> = {
  p256: p256Text,
  p384: p384Text,
  p521: p521Text,
  secp256k1: secp256k1Text,
  sm2: sm2Text,
  ed25519: ed25519Text,
}

describe("generate-fields", () => {
  test.each(primes)("writes the file of $name as it stands", (prime) => {
    expect(fieldKernel(prime)).toBe(texts[prime.name])
  })
})

describe.each(curvesInBuilds)("the field of %s, %s build", (name, build) => {
  const core = examCore(build)
  const field = fieldOf(name)
  const random = randomNumbers()
  const [out, a, b] = [0, 1, 2].map((i) => core.EXAM_ROOM.value + 400 * i) as [
    number,
    number,
    number,
  ]
  const lanes = [0, 1] as const

  test("has the prime of its standard", () => {
    expect(field.modulus).toBe(curveNumbers[name].prime)
  })

  /** Products of both lanes, held against BigInt: value, digits' size, and that the value is reduced. */
  function check(act: number, digitsOf: () => bigint[]): void {
    const left = lanes.map(digitsOf)
    const right = act === SQUARE ? left : lanes.map(digitsOf)
    for (const lane of lanes) {
      putDigits(core, { address: a, lane }, left[lane] as bigint[])
      putDigits(core, { address: b, lane }, right[lane] as bigint[])
    }
    core.examineField(act, curveIndex[name], out, a, b)
    for (const lane of lanes) {
      const digits = getDigits(core, { address: out, lane }, field.digits)
      const value = numberOfDigits(digits, field.radixBits)
      const product = [left, right].map((side) =>
        numberOfDigits(side[lane] as bigint[], field.radixBits),
      )
      const expected =
        (product[0] as bigint) * (product[1] as bigint) * inverse(field.radix, field.modulus)
      const seen = `${random.seed}: ${left[lane]} * ${right[lane]}`
      expect(residue(value, field.modulus), seen).toBe(residue(expected, field.modulus))
      expect(abs(value) * 1000n < field.modulus * 501n, seen).toBe(true)
      digits.forEach((digit, i) => {
        const bits = i === field.digits - 1 ? field.topBits : field.radixBits
        expect(abs(digit) <= (1n << BigInt(bits - 1)) + (1n << BigInt(bits - 17)), seen).toBe(true)
      })
    }
  }

  test.each([
    ["multiply", MULTIPLY],
    ["square", SQUARE],
  ])("agrees with BigInt on random digits: %s", (_, act) => {
    for (let i = 0; i < 300; i++) check(act, () => randomDigits(field, 1n + random.below(5n)))
  })

  test.each([
    ["multiply", MULTIPLY],
    ["square", SQUARE],
  ])("agrees with BigInt on digits as large as formulas make them: %s", (_, act) => {
    for (let i = 0; i < 300; i++) check(act, () => extremeDigits(field))
  })

  test.each([
    ["multiply", MULTIPLY],
    ["square", SQUARE],
  ])("agrees with BigInt where all digits are at one end: %s", (_, act) => {
    for (const end of [5n, -5n]) check(act, () => halves(field).map((half) => half * end))
    check(MULTIPLY, () => halves(field).map((half, i) => (i % 2 ? half : -half) * 5n))
  })

  function randomDigits(of: Field, size: bigint): bigint[] {
    return halves(of).map((half) => random.below(2n * size * half + 1n) - size * half)
  }

  function extremeDigits(of: Field): bigint[] {
    return halves(of).map((half) => {
      const end = 5n * half
      const choices = [end, -end, end - 1n, 1n - end, half, -half, 0n, 1n, -1n]
      return choices[Number(random.below(BigInt(choices.length)))] as bigint
    })
  }
})

/** Half the radix of each digit. */
function halves(field: Field): bigint[] {
  return Array.from({ length: field.digits }, (_, i) => {
    const bits = i === field.digits - 1 ? field.topBits : field.radixBits
    return 1n << BigInt(bits - 1)
  })
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value
}
