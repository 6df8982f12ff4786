// The numbers of a CRT private key from its two primes, and whether the two may be used together.

import { useLanes } from "../digits/lanes"
import { bytesFromWords, wordsFromBytes } from "../digits/bytes"
import { multiplyWords, shiftLeft, shiftRight, subtract, trailingZeros } from "../digits/words"
import {
  BYTES_SIZE, COMMON, EXPONENT, INPUT, LAMBDA, OUTPUT, PRIME, PRIME_LESS_1, SCRATCH, SCRATCH_2, WORDS_SIZE,
} from "../memory"
import { BASE_EXTRA_BYTES } from "./miller-rabin"
import { setModulus, setOne } from "../montgomery/modulus"
import { digitsFor } from "../montgomery/size"
import { invertPrimes } from "./coefficients"
import { commonDivisor } from "../modular/divsteps"
import { divideExact } from "../modular/exact-division"
import { PAIR_BASE_USELESS, pairReturns } from "./pair-check"
import { invertExponent } from "../modular/small-inverse"

/** The answer of makeCrtNumbers. */
export const MADE: i32 = 1
export const PAIR_REFUSED: i32 = 0
export const FAULT: i32 = 2
export const PAIR_BASE_REFUSED: i32 = 3

/** |p - q| has to be above 2^(bits - CLOSE_BITS): FIPS 186-5 A.1.3, step 5. */
const CLOSE_BITS: i32 = 100

/**
 * Makes the numbers of a key pair.
 *
 *   does      OUTPUT = modulus, d = 65537^-1 mod lcm(p - 1, q - 1), d mod (p - 1), d mod (q - 1), q^-1 mod p: MADE.
 *             PAIR_REFUSED if the pair may not be used; FAULT if a check failed that always holds; PAIR_BASE_REFUSED if the
 *             number for the last of them tells nothing
 *   lengths   INPUT: primes p and q of exactly `bits` bits, 1024, 1536 or 2048; BASE_BYTES: a random number,
 *             BASE_EXTRA_BYTES longer; OUTPUT: bits / 8 bytes, modulus and d twice as many
 *   aliasing  uses most of the work area
 *   time      depends on bits, and on why a pair is refused
 *   source    FIPS 186-5 A.1.1 and A.1.3; RFC 8017 section 3.2
 */
export function makeCrtNumbers(bits: i32): i32 {
  useLanes(2)
  const count = digitsFor(bits), words = bits >> 6, length = bits >> 3
  for (let lane = 0; lane < 2; lane++) {
    const at = <usize>lane * WORDS_SIZE
    wordsFromBytes(PRIME + at, INPUT + <usize>lane * BYTES_SIZE, length)
    memory.copy(PRIME_LESS_1 + at, PRIME + at, WORDS_SIZE)
    store<u64>(PRIME_LESS_1 + at, load<u64>(PRIME + at) - 1) // odd: no borrow
    setModulus(lane, bits, count, 1)
    setOne(lane, bits, count)
  }
  if (!primesApart(bits)) return PAIR_REFUSED
  multiplyWords(SCRATCH, PRIME, PRIME + WORDS_SIZE, words)
  bytesFromWords(OUTPUT, SCRATCH, length << 1)

  if (!commonMultiple(bits)) return FAULT
  let above: u64 = load<u64>(COMMON) >> 32
  for (let i = 1; i < words; i++) above |= load<u64>(COMMON + (<usize>i << 3))
  if (above != 0) return PAIR_REFUSED
  if (!invertExponent(SCRATCH, LAMBDA, words << 1)) return PAIR_REFUSED
  bytesFromWords(OUTPUT + BYTES_SIZE, SCRATCH, length << 1)
  if (!isAbove(SCRATCH, bits, words << 1)) return PAIR_REFUSED

  const coefficientFits = invertPrimes(bits, count)
  bytesFromWords(OUTPUT + 4 * BYTES_SIZE, SCRATCH, length)
  const returns = exponents(bits, count)
  if (returns == PAIR_BASE_USELESS) return PAIR_BASE_REFUSED
  return coefficientFits & returns ? MADE : FAULT
}

/** d mod (p - 1) and d mod (q - 1), which are the inverses of 65537 there; then the pair is tried. */
function exponents(bits: i32, count: i32): i32 {
  for (let lane: usize = 0; lane < 2; lane++) {
    const exponent = EXPONENT + lane * WORDS_SIZE
    invertExponent(exponent, PRIME_LESS_1 + lane * WORDS_SIZE, bits >> 6)
    bytesFromWords(OUTPUT + (2 + lane) * BYTES_SIZE, exponent, bits >> 3)
  }
  return pairReturns((bits >> 3) + BASE_EXTRA_BYTES, bits, count)
}

/**
 * Tells whether two numbers are far enough from each other.
 *
 *   does      returns whether |a - b| > 2^(bits - CLOSE_BITS)
 *   lengths   INPUT: a and b, of `bits` bits each
 *   aliasing  uses PRIME, SCRATCH and SCRATCH_2
 *   time      depends on bits only
 *   source    FIPS 186-5 A.1.6, step 6
 */
export function areApart(bits: i32): bool {
  for (let lane: usize = 0; lane < 2; lane++) {
    wordsFromBytes(PRIME + lane * WORDS_SIZE, INPUT + lane * BYTES_SIZE, bits >> 3)
  }
  return primesApart(bits)
}

/** |p - q| > 2^(bits - CLOSE_BITS): exactly one of p - q and q - p is. */
function primesApart(bits: i32): bool {
  const words = bits >> 6, p = PRIME, q = PRIME + WORDS_SIZE
  const less = 0 - subtract(SCRATCH, p, q, -1, words)
  // SCRATCH = |p - q|: the difference, less twice itself if p < q.
  memory.copy(SCRATCH_2, SCRATCH, <usize>words << 3)
  subtract(SCRATCH, SCRATCH, SCRATCH_2, less, words)
  subtract(SCRATCH, SCRATCH, SCRATCH_2, less, words)
  return isAbove(SCRATCH, bits - CLOSE_BITS, words)
}

/** a > 2^bit, for a of `count` words; SCRATCH_2 is used. Time depends on bit and count only. */
function isAbove(a: usize, bit: i32, count: i32): bool {
  memory.fill(SCRATCH_2, 0, WORDS_SIZE)
  store<u64>(SCRATCH_2 + (<usize>(bit >> 6) << 3), (<u64>1) << (<u64>(bit & 63)))
  store<u64>(SCRATCH_2, load<u64>(SCRATCH_2) | 1)
  return subtract(SCRATCH_2, a, SCRATCH_2, -1, count) == 0
}

/**
 * Finds the least common multiple of p - 1 and q - 1.
 *
 *   does      COMMON = gcd(p - 1, q - 1); LAMBDA = (p - 1)(q - 1) / COMMON if COMMON is below 2^32; returns 0 on a fault
 *   lengths   PRIME_LESS_1: two even numbers of `bits` bits; LAMBDA: WORDS_SIZE bytes
 *   aliasing  uses SCRATCH and what commonDivisor uses
 *   time      depends on bits only
 *   source    gcd(2^a x, 2^b y) = 2^min(a, b) gcd(x, 2^b y) for odd x and y
 */
function commonMultiple(bits: i32): i32 {
  const words = bits >> 6, p1 = PRIME_LESS_1, q1 = PRIME_LESS_1 + WORDS_SIZE
  const a = trailingZeros(p1, words), b = trailingZeros(q1, words)
  const least = a + ((b - a) & ((b - a) >> 31))
  shiftRight(SCRATCH, p1, a, words)
  const done = commonDivisor(COMMON, SCRATCH, q1, bits)
  const odd = load<u64>(COMMON)
  shiftLeft(COMMON, COMMON, least, words)
  shiftRight(SCRATCH, p1, least, words)
  divideExact(SCRATCH, SCRATCH, odd, words)
  memory.fill(LAMBDA, 0, WORDS_SIZE)
  multiplyWords(LAMBDA, SCRATCH, q1, words)
  return done
}
