/** The numbers behind a field kernel: biases, the constants of its columns, and the bounds that they rest on. */
import { bitsOf, inverse, modulusOf, type Prime, radixOf, residue } from "./primes.ts"

/**
 * Digits of two factors may multiply to these squares, times 2^(2 * radixBits - 2): formulas bring products' digits up to 5
 * times their size, and the inversion multiplies a top digit of 28 times its size by one of size 1.
 */
export const FACTOR_SIZE_MAX = 5n
const TOP_FACTOR_SIZE_MAX = 6n
/** Column sums are rounded in f64 to multiples of 2^58: 1.5 * 2^110 has that unit in its last place. */
const UNIT_BITS = 58
/** A sum below 2^109 leaves the exponent of 1.5 * 2^110 as it is. */
const COLUMN_MAX = 1n << 109n

export interface Plan extends Prime {
  readonly bits: number
  readonly topBits: number
  readonly unitBits: number
  readonly mask: bigint
  /** The bit pattern of 1.5 * 2^110. */
  readonly rounderBits: bigint
  /** What its exponent bits leave in a lane when the rounding is shifted to the next column: keeps every column positive. */
  readonly bias: bigint
  /** What each column starts with: the bias, and digits that make all biases together a multiple of p. */
  readonly columnStart: readonly bigint[]
  /** The bias inside what is folded from above the prime's length, and inside the top digit. */
  readonly aboveBias: bigint
  readonly topBias: bigint
  /** A pool of constants, two equal lanes each; answers the expression that loads one. */
  readonly constant: (value: bigint) => string
  readonly constants: readonly bigint[]
  readonly floatBits: (value: number) => bigint
  readonly checkTopDigit: (min: bigint, max: bigint) => void
}

export function planOf(prime: Prime): Plan {
  const { digits, radixBits } = prime
  const bits = bitsOf(prime)
  const topBits = bits - radixBits * (digits - 1)
  const rounderBits = floatBits(1.5 * 2 ** (52 + UNIT_BITS))
  const bias = BigInt.asUintN(64, rounderBits << BigInt(UNIT_BITS - radixBits))
  const constants: bigint[] = []
  const plan: Omit<Plan, "columnStart"> = {
    ...prime,
    bits,
    topBits,
    unitBits: UNIT_BITS,
    mask: (1n << BigInt(radixBits)) - 1n,
    rounderBits,
    bias,
    aboveBias: bias >> BigInt(topBits),
    topBias: (1n << BigInt(topBits - 1)) + (bias >> BigInt(radixBits)),
    constants,
    constant: (value) => {
      if (!constants.includes(value)) constants.push(value)
      return `v128.load(CONSTANTS, ${16 * constants.indexOf(value)})`
    },
    floatBits,
    checkTopDigit: (min, max) => {
      const most = topDigitMax({ topBits })
      if (min < -most || max > most) throw new Error(`the top digit may reach ${min} .. ${max}`)
    },
  }
  for (let column = 0; column < 2 * digits - 1; column++) {
    if (productMax(plan, column) + columnError(plan, column) >= COLUMN_MAX)
      throw new Error(`column ${column} is too wide`)
  }
  return { ...plan, columnStart: columnStart(prime, plan) }
}

/** The most that a column's products can sum up to. */
export function productMax(
  plan: Pick<Plan, "digits" | "radixBits" | "topBits">,
  column: number,
): bigint {
  let sum = 0n
  for (let i = 0; i < plan.digits; i++) {
    const j = column - i
    if (j >= 0 && j < plan.digits) sum += factorDigitMax(plan, i) * factorDigitMax(plan, j)
  }
  return sum
}

/**
 * The most that an f64 column sum can be off, rounding to the unit included. A digit above 2^53 is off by at most 1 in f64;
 * each of the products and additions by half a unit in the last place of a number below productMax.
 */
export function columnError(
  plan: Pick<Plan, "digits" | "radixBits" | "topBits">,
  column: number,
): bigint {
  let products = 0n
  for (let i = 0; i < plan.digits; i++) if (column - i >= 0 && column - i < plan.digits) products++
  const largest = FACTOR_SIZE_MAX << BigInt(plan.radixBits - 1)
  const digits = largest > 1n << 53n ? products * (2n * largest + 1n) : 0n
  const lastPlace = BigInt(Math.max(0, productMax(plan, column).toString(2).length - 53))
  const rounding = (2n * products * (1n << lastPlace)) / 2n
  return digits + rounding + (1n << BigInt(UNIT_BITS - 1))
}

/** A product's top digit is balanced too; the carry into it adds less than 1 part in 2^16. */
function topDigitMax(plan: { topBits: number }): bigint {
  return (1n << BigInt(plan.topBits - 1)) + (1n << BigInt(plan.topBits - 17))
}

function factorDigitMax(
  plan: Pick<Plan, "digits" | "radixBits" | "topBits">,
  digit: number,
): bigint {
  return digit === plan.digits - 1
    ? TOP_FACTOR_SIZE_MAX * topDigitMax(plan)
    : FACTOR_SIZE_MAX << BigInt(plan.radixBits - 1)
}

/**
 * The columns' start values. All biases are known: those of the columns (`start`), and those taken off again in the end
 * (`removed`: half a radix in each digit, and the top's). Their difference is brought to 0 mod p by one digit per column.
 */
function columnStart(prime: Prime, plan: Omit<Plan, "columnStart">): bigint[] {
  const { digits, radixBits, bits, bias } = plan
  const p = modulusOf(prime)
  const radix = radixOf(prime)
  const at = (column: number): bigint => BigInt(radixBits * column)
  const start = Array<bigint>(2 * digits).fill(bias)
  // The top column of a fold is multiplied as it stands, so its bias is what makes it positive and no more.
  if (plan.reduction === "fold") start[2 * digits - 1] = (1n << 51n) - (bias >> BigInt(radixBits))
  let removed = (bias >> BigInt(radixBits)) << at(digits - 1)
  for (let j = 0; j < digits - 1; j++) removed += 1n << (at(j) + BigInt(radixBits - 1))
  removed += plan.aboveBias << BigInt(bits)
  const added = start.reduce((sum, value, column) => sum + (value << at(column)), 0n)
  const missing = residue((radix * removed - added) * inverse(radix, p), p)
  const lowest = plan.reduction === "montgomery" ? digits : 0
  balancedDigits(missing > p / 2n ? missing - p : missing, plan).forEach((digit, j) => {
    start[lowest + j] = (start[lowest + j] as bigint) + digit
  })
  return start
}

/** Digits in -2^(radixBits - 1) .. 2^(radixBits - 1) - 1; the last takes what is left. */
function balancedDigits(value: bigint, plan: Pick<Plan, "digits" | "radixBits">): bigint[] {
  const digits: bigint[] = []
  let rest = value
  for (let i = 0; i < plan.digits - 1; i++) {
    const digit = BigInt.asIntN(plan.radixBits, rest)
    digits.push(digit)
    rest = (rest - digit) >> BigInt(plan.radixBits)
  }
  return [...digits, rest]
}

function floatBits(value: number): bigint {
  const view = new DataView(new ArrayBuffer(8))
  view.setFloat64(0, value)
  return view.getBigInt64(0)
}
