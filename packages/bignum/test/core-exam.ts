/** The core with all its exports, for tests of primes and modular arithmetic: its functions on numbers in its memory. */
import { instantiateSync } from "@assemblyscript/loader"
import module from "#check"
import type { NumberCore, NumberExports } from "../src/wire.ts"
import { bytesOf, numberOf } from "./oracle-primes.ts"

interface Address {
  readonly value: number
}

export type NumberExam = NumberCore & {
  readonly [name in
    | "COFACTOR_WORD"
    | "EXPONENT"
    | "GROUPS"
    | "RESIDUES"
    | "ROW_SIZE"
    | "VALUE"
    | "BASE"
    | "SAVED"
    | "ONE"
    | "MODULUS"
    | "PRIME"
    | "SCRATCH"
    | "SCRATCH_2"
    | "LAMBDA"
    | "COMMON"
    | "WORK"
    | "WORK_END"]: Address
} & {
  square(out: number, a: number, count: number): void
  multiply(out: number, a: number, b: number, count: number): void
  setLane(pair: number, lane: number, words: number, shift: number, count: number): void
  divideExact(out: number, a: number, divisor: bigint, count: number): void
  productHigh(a: bigint, b: bigint): bigint
  commonDivisor(out: number, odd: number, other: number, bits: number): number
  invertExponent(out: number, L: number, count: number): number
  shiftLeft(out: number, a: number, amount: number, count: number): void
  shiftRight(out: number, a: number, amount: number, count: number): void
  trailingZeros(a: number, count: number): number
  digitsFor(bits: number): number
  setModulus(lane: number, bits: number, count: number, factor: bigint): void
  setOne(lane: number, bits: number, count: number): void
  signs(value: number, count: number): number
  power(bits: number, count: number): void
  buildSmallPrimes(halfwords: number): void
  prime(i: number): number
}

/** A core of its own for each test file. */
export function numberExam(): NumberExam {
  const exports = instantiateSync(module, {}).exports as unknown as NumberExports
  return { ...exports, lanes: 2 } as NumberExam
}

/** Writes `count` words and a zero word above. */
export function putWords(core: NumberExam, address: number, value: bigint, count: number): void {
  const bytes = bytesOf(value, 8 * (count + 1)).reverse()
  new Uint8Array(core.memory.buffer, address, bytes.length).set(bytes)
}

export function getWords(core: NumberExam, address: number, count: number): bigint {
  return numberOf(new Uint8Array(core.memory.buffer, address, 8 * count).toReversed())
}

/** Puts balanced digits of radix 2^52 into one lane of a pair, as integers and as floats. */
export function putDigits(
  core: NumberExam,
  { pair, lane }: { pair: number; lane: number },
  digits: readonly bigint[],
): void {
  const view = new DataView(core.memory.buffer)
  digits.forEach((digit, i) => {
    view.setBigInt64(pair + 32 * i + 8 * lane, digit, true)
    view.setFloat64(pair + 32 * i + 8 * lane + 16, Number(digit), true)
  })
}

/** The number in one lane of a pair. Each digit has to be the same as an integer and as a float. */
export function getDigits(
  core: NumberExam,
  { pair, lane }: { pair: number; lane: number },
  count: number,
): bigint {
  const view = new DataView(core.memory.buffer)
  let value = 0n
  for (let i = count - 1; i >= 0; i--) {
    const digit = view.getBigInt64(pair + 32 * i + 8 * lane, true)
    if (view.getFloat64(pair + 32 * i + 8 * lane + 16, true) !== Number(digit)) {
      throw new Error(`digit ${i} is not its float`)
    }
    value = (value << 52n) + digit
  }
  return value
}
