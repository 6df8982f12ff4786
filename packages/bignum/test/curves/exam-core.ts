/** The core with all its exports, and pair numbers in its memory, as tests of the curves' inside need them. */
import { instantiateSync } from "@assemblyscript/loader"
import portable from "#check"
import fma from "#check-fma"
import { bitsOf, modulusOf, type Prime, primes, radixOf } from "../../scripts/fields/primes.ts"
import type { CurveExports } from "../../src/curves.ts"
import type { CurveName } from "../../src/doors.ts"

export type ExamExports = CurveExports & {
  readonly [name in "EXAM_ROOM" | "ENTRY" | "ENTRY_T" | "LEFT" | "LEFT_2" | "RIGHT" | "XY" | "Z"]: {
    readonly value: number
  }
} & {
  examineField(act: number, curve: number, out: number, a: number, b: number): void
  examineGroup(curve: number, doubles: boolean): void
  examineTable(curve: number, allWindows: boolean): void
}

/** Acts of assembly/curves/exam.ts. */
export const MULTIPLY = 0
export const SQUARE = 1
export const INVERT = 2
export const CANONICAL = 3

/** Curves by their index in the core. */
export const curveIndex: Readonly<Record<CurveName, number>> = {
  "P-256": 0,
  "P-384": 1,
  "P-521": 2,
  secp256k1: 3,
  SM2: 4,
  Ed25519: 5,
}

const modules = { portable, fma } as const

export type BuildName = keyof typeof modules

/**
 * Curves are examined in both builds on every runtime: their products hold whether a multiply-add rounds once or twice, so that
 * `fma` is right even where it is not taken.
 */
export const curveBuilds = Object.keys(modules) as BuildName[]

/** Every curve in every build. */
export const curvesInBuilds: readonly (readonly [CurveName, BuildName])[] = curveBuilds.flatMap(
  (build) => (Object.keys(curveIndex) as CurveName[]).map((name) => [name, build] as const),
)

/** A core of its own for each test file. */
export function examCore(build: BuildName = "portable"): ExamExports {
  return instantiateSync(modules[build], {}).exports as unknown as ExamExports
}

/** The prime of a curve: the rows of scripts/fields/primes.ts are named like the files of the fields. */
export function fieldOf(name: CurveName): Field {
  const file = name.toLowerCase().replace("-", "")
  const prime = primes.find((row) => row.name === file)
  if (prime === undefined) throw new Error(`no prime for ${name}`)
  const topBits = bitsOf(prime) - prime.radixBits * (prime.digits - 1)
  return { ...prime, modulus: modulusOf(prime), radix: radixOf(prime), topBits }
}

export interface Field extends Prime {
  readonly modulus: bigint
  /** What a Montgomery product is divided by, else 1. */
  readonly radix: bigint
  readonly topBits: number
}

/** Puts digits into one lane of the pair number at `address`, as integers and as floats. */
export function putDigits(
  core: ExamExports,
  at: { address: number; lane: 0 | 1 },
  digits: readonly bigint[],
): void {
  const view = new DataView(core.memory.buffer)
  digits.forEach((digit, i) => {
    const place = at.address + 16 * i + 8 * at.lane
    view.setBigInt64(place, digit, true)
    view.setFloat64(place + 16 * digits.length, Number(digit), true)
  })
}

/** Reads the digits of one lane, and holds their floats against their integers. */
export function getDigits(
  core: ExamExports,
  at: { address: number; lane: 0 | 1 },
  count: number,
): bigint[] {
  const view = new DataView(core.memory.buffer)
  return Array.from({ length: count }, (_, i) => {
    const place = at.address + 16 * i + 8 * at.lane
    const digit = view.getBigInt64(place, true)
    const float = view.getFloat64(place + 16 * count, true)
    if (Number(digit) !== float) throw new Error(`digit ${i} is ${digit}, its float ${float}`)
    return digit
  })
}

/** The number that digits stand for. */
export function numberOfDigits(digits: readonly bigint[], radixBits: number): bigint {
  return digits.reduceRight((sum, digit) => (sum << BigInt(radixBits)) + digit, 0n)
}
