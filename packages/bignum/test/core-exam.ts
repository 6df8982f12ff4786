/** The core with all its exports, for tests of primes and modular arithmetic: its functions on numbers in its memory. */
import { instantiateSync } from "@assemblyscript/loader"
import probe from "@keywright/bignum/probe"
import portable from "#check"
import fma from "#check-fma"
import { fuses } from "../src/self-tests.ts"
import type { NumberCore } from "../src/wire.ts"
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
    | "FACTOR_SUMS"
    | "PRODUCT_SUMS"
    | "SHIFTS"
    | "WORK"
    | "WORK_END"
    | "NARROW_MODULUS"
    | "NARROW_ONE"
    | "NARROW_MINUS_ONE"
    | "NARROW_BASE"
    | "NARROW_VALUE"
    | "NARROW_EXPONENTS"
    | "NARROW_WORDS_SIZE"
    | "SEARCH"
    | "SEARCH_END"]: Address
} & {
  square(out: number, a: number, count: number): void
  multiply(out: number, a: number, b: number, count: number): void
  shift(pack: number, count: number): void
  examineProducts(seed: bigint, rounds: number, count: number): number
  setLane(pack: number, lane: number, words: number, shift: number, count: number): void
  divideExact(out: number, a: number, divisor: bigint, count: number): void
  productHigh(a: bigint, b: bigint): bigint
  commonDivisor(out: number, odd: number, other: number, bits: number): number
  invertExponent(out: number, L: number, count: number): number
  shiftLeft(out: number, a: number, amount: number, count: number): void
  shiftRight(out: number, a: number, amount: number, count: number): void
  trailingZeros(a: number, count: number): number
  digitsFor(bits: number): number
  useLanes(count: number): void
  setModulus(lane: number, bits: number, count: number, factor: bigint): void
  setOne(lane: number, bits: number, count: number): void
  signs(value: number, count: number): number
  power(bits: number, count: number): void
  buildSmallPrimes(halfwords: number): void
  prime(i: number): number
  narrowLimbs(bits: number): number
  setNarrow(quad: number, lane: number, words: number, count: number): void
  setNarrowCandidate(lane: number, words: number, count: number): void
  setNarrowModuli(bits: number, count: number): void
  narrowMultiply(out: number, a: number, b: number, count: number): void
  narrowCanonical(a: number, count: number): void
  narrowPower(bits: number, count: number): void
  narrowMillerRabin(bits: number, count: number): number
  sievePrime(i: number): number
  listSievePrimes(end: number): number
}

const modules = { portable, fma } as const

/** The builds that this runtime may take: those whose inside is tested here. */
export const examined: readonly (keyof typeof modules)[] = fuses(probe)
  ? ["portable", "fma"]
  : ["portable"]

/** A core of its own for each test file and build. Its functions work on `lanes` lanes where no argument says how many. */
export function numberExam(build: keyof typeof modules = "portable"): NumberExam {
  const exports = instantiateSync(modules[build], {}).exports as unknown as NumberExam
  exports.useLanes(exports.LANES_MAX.value)
  return { ...exports, lanes: exports.LANES_MAX.value }
}

/** The lanes of a core. */
export function lanesOf(core: NumberExam): number[] {
  return Array.from({ length: core.lanes }, (_, lane) => lane)
}

/** Writes `count` words and a zero word above. */
export function putWords(core: NumberExam, address: number, value: bigint, count: number): void {
  const bytes = bytesOf(value, 8 * (count + 1)).reverse()
  new Uint8Array(core.memory.buffer, address, bytes.length).set(bytes)
}

export function getWords(core: NumberExam, address: number, count: number): bigint {
  return numberOf(new Uint8Array(core.memory.buffer, address, 8 * count).toReversed())
}

/** Puts balanced digits of radix 2^52 into one lane of a pack, as assembly/memory.ts says for the build. */
export function putDigits(
  core: NumberExam,
  { pack, lane }: { pack: number; lane: number },
  digits: readonly bigint[],
): void {
  const view = new DataView(core.memory.buffer)
  digits.forEach((digit, i) => {
    const place = pack + 32 * i + 8 * lane
    view.setFloat64(floatAt(core, place), Number(digit), true)
    if (core.lanes === 2) view.setBigInt64(place, digit, true)
  })
}

/** The number in one lane of a pack. Where a digit stands twice, it has to be the same as an integer and as a float. */
export function getDigits(
  core: NumberExam,
  { pack, lane }: { pack: number; lane: number },
  count: number,
): bigint {
  const view = new DataView(core.memory.buffer)
  let value = 0n
  for (let i = count - 1; i >= 0; i--) {
    const place = pack + 32 * i + 8 * lane
    const digit = view.getFloat64(floatAt(core, place), true)
    if (core.lanes === 2 && view.getBigInt64(place, true) !== BigInt(digit)) {
      throw new Error(`digit ${i} is not its float`)
    }
    if (digit < -(2 ** 51) || digit >= 2 ** 51) throw new Error(`digit ${i} is not balanced`)
    value = (value << 52n) + BigInt(digit)
  }
  return value
}

/** The portable build has the integers of both lanes before their floats. */
function floatAt(core: NumberExam, place: number): number {
  return core.lanes === 2 ? place + 16 : place
}
