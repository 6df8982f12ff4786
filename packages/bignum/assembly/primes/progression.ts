// The numbers among which FIPS 186-5 B.9 finds a prime: Y, Y + 2 r1 r2, Y + 4 r1 r2 .., all 1 modulo 2 r1 and -1 modulo r2.
// Step numbers are those of B.9.

import { bytesFromWords, wordsFromBytes } from "../digits/bytes"
import { add, maskOfZero, multiplySmall, multiplyWords, subtract } from "../digits/words"
import {
  AUXILIARY, AUXILIARY_SIZE, FACTOR_WORDS, NARROW_BASE, NARROW_EXPONENTS, NARROW_ONE, NARROW_VALUE, NARROW_WORDS_SIZE,
  REST_WORDS, ROOT_WORDS, START, START_WORDS, STEP, STEP_WORDS, TRIAL_WORDS, WORDS_SIZE,
} from "../memory"
import {
  NARROW_LANES, narrowCanonical, narrowLimbs, narrowMultiply, narrowPower, narrowWords, setNarrow, setNarrowCandidate,
  setNarrowModuli,
} from "../modular/narrow"

/** The answer of startProgression and stepProgression. */
export const PROGRESSION_INSIDE: i32 = 1
/** The number is 2^bits or more. */
export const PROGRESSION_PAST_END: i32 = 0
/** The auxiliary primes are one and the same. */
export const PROGRESSION_NONE: i32 = 2

/** Words of a number of at most 208 bits. */
const FACTOR_COUNT: i32 = 4

/**
 * Starts a progression.
 *
 *   does      STEP = 2 r1 r2; START = the first number from X on that is 1 mod 2 r1 and -1 mod r2
 *   lengths   AUXILIARY: primes r1 and r2 of exactly 8 length bits, AUXILIARY_SIZE apart, 16 <= length <= 26; START: X, of
 *             `bits` bits; STEP: stepBytes(length) bytes
 *   aliasing  uses the room of narrow numbers and the words of the search
 *   time      depends on bits and length only
 *   source    steps 1, 2 and 4. R = 1 + 2 r1 k with k = -1/r1 mod r2 is 1 mod 2 r1 and 1 - 2 = -1 mod r2, and 0 < R < 2 r1 r2
 */
export function startProgression(bits: i32, length: i32): i32 {
  const r1 = FACTOR_WORDS, r2 = FACTOR_WORDS + WORDS_SIZE
  const words = stepWords(length)
  wordsFromBytes(r1, AUXILIARY, length)
  wordsFromBytes(r2, AUXILIARY + AUXILIARY_SIZE, length)
  memory.fill(STEP_WORDS, 0, WORDS_SIZE)
  multiplyWords(STEP_WORDS, r1, r2, FACTOR_COUNT)
  add(STEP_WORDS, STEP_WORDS, STEP_WORDS, -1, words)

  // 2. -r1^(r2 - 2) mod r2 = r2 - r1^(r2 - 2), which is zero only for r1 = r2: 1.
  invertFactor(length)
  narrowWords(TRIAL_WORDS, NARROW_VALUE, narrowLimbs(length << 3))
  let some: u64 = 0
  for (let i: usize = 0; i < NARROW_WORDS_SIZE; i += 8) some |= load<u64>(TRIAL_WORDS + i)
  if (maskOfZero(some) != 0) return PROGRESSION_NONE
  subtract(TRIAL_WORDS, r2, TRIAL_WORDS, -1, FACTOR_COUNT)
  memory.fill(ROOT_WORDS, 0, WORDS_SIZE)
  multiplyWords(ROOT_WORDS, r1, TRIAL_WORDS, FACTOR_COUNT)
  multiplySmall(ROOT_WORDS, ROOT_WORDS, 2, 1, words)

  // 4. Y = X + ((R - X) mod 2 r1 r2).
  wordsFromBytes(START_WORDS, START, bits >> 3)
  remainder(bits, words)
  const borrow = subtract(ROOT_WORDS, ROOT_WORDS, REST_WORDS, -1, words)
  add(ROOT_WORDS, ROOT_WORDS, STEP_WORDS, 0 - borrow, words)
  // The carry of that addition, if any, makes up for the borrow. Above `words`, ROOT_WORDS is zero.
  add(START_WORDS, START_WORDS, ROOT_WORDS, -1, (bits >> 6) + 1)
  bytesFromWords(START, START_WORDS, bits >> 3)
  bytesFromWords(STEP, STEP_WORDS, stepBytes(length))
  return inside(START_WORDS, bits)
}

/** Bytes of 2 r1 r2. */
function stepBytes(length: i32): i32 {
  return 2 * length + 1
}

/** Words of 2 r1 r2, and of twice that. */
function stepWords(length: i32): i32 {
  return ((length << 4) + 65) >> 6
}

/** NARROW_VALUE = r1^(r2 - 2) mod r2, in every lane. */
function invertFactor(length: i32): void {
  const bits = length << 3, count = narrowLimbs(bits)
  for (let lane = 0; lane < NARROW_LANES; lane++) {
    setNarrowCandidate(lane, FACTOR_WORDS + WORDS_SIZE, count)
    const exponent = NARROW_EXPONENTS + <usize>lane * NARROW_WORDS_SIZE
    store<u64>(TRIAL_WORDS, 2)
    memory.fill(TRIAL_WORDS + 8, 0, WORDS_SIZE - 8)
    subtract(exponent, FACTOR_WORDS + WORDS_SIZE, TRIAL_WORDS, -1, FACTOR_COUNT)
    // r1 stands for r1/R: the power for (r1/R)^-1 = R/r1 in Montgomery form, R^2/r1; two products with a plain 1 make it 1/r1.
    setNarrow(NARROW_BASE, lane, FACTOR_WORDS, count)
  }
  setNarrowModuli(bits, count)
  narrowPower(bits, count)
  memory.fill(NARROW_BASE, 0, <usize>count << 4)
  v128.store(NARROW_BASE, i32x4.splat(1))
  narrowMultiply(NARROW_VALUE, NARROW_VALUE, NARROW_BASE, count)
  narrowMultiply(NARROW_VALUE, NARROW_VALUE, NARROW_BASE, count)
  narrowCanonical(NARROW_VALUE, count)
}

/** REST_WORDS = START_WORDS mod STEP_WORDS, bit by bit from the top: long division with a subtraction by a mask. */
function remainder(bits: i32, words: i32): void {
  memory.fill(REST_WORDS, 0, WORDS_SIZE)
  for (let bit = bits - 1; bit >= 0; bit--) {
    const next = (load<u64>(START_WORDS + (<usize>(bit >> 6) << 3)) >> (<u64>(bit & 63))) & 1
    add(REST_WORDS, REST_WORDS, REST_WORDS, -1, words)
    store<u64>(REST_WORDS, load<u64>(REST_WORDS) | next)
    const borrow = subtract(TRIAL_WORDS, REST_WORDS, STEP_WORDS, -1, words)
    subtract(REST_WORDS, REST_WORDS, STEP_WORDS, borrow - 1, words)
  }
}

/**
 * Goes on in a progression.
 *
 *   does      START = START + index STEP, and whether it is below 2^bits
 *   lengths   START: `bits` bits; STEP: stepBytes(length) bytes; index below 2^32
 *   aliasing  uses the words of the search
 *   time      depends on bits and length, and on whether the end is passed
 *   source    steps 10 and 6
 */
export function stepProgression(bits: i32, length: i32, index: u32): i32 {
  stepWordsOn(bits, length, index)
  bytesFromWords(START, START_WORDS, bits >> 3)
  return inside(START_WORDS, bits)
}

/** START_WORDS = START + index STEP, one word longer than `bits`, and STEP_WORDS = STEP. */
export function stepWordsOn(bits: i32, length: i32, index: u32): void {
  wordsFromBytes(START_WORDS, START, bits >> 3)
  wordsFromBytes(STEP_WORDS, STEP, stepBytes(length))
  multiplySmall(ROOT_WORDS, STEP_WORDS, <u64>index, 0, (bits >> 6) + 1)
  add(START_WORDS, START_WORDS, ROOT_WORDS, -1, (bits >> 6) + 1)
}

function inside(words: usize, bits: i32): i32 {
  return load<u64>(words + (<usize>(bits >> 6) << 3)) == 0 ? PROGRESSION_INSIDE : PROGRESSION_PAST_END
}
