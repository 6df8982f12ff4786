// Pairs of numbers in balanced digits of radix 2^52, as the kernels take them: from words, to words, and small changes.

import { DIGITS_MAX, DIGIT_SIZE, PAIR_SIZE } from "../memory"

const RADIX_HALF: i64 = 1 << 51
const RADIX_MASK: i64 = (1 << 52) - 1

// @ts-ignore: decorator
@inline
function put(at: usize, digit: i64): void {
  store<i64>(at, digit)
  store<f64>(at, <f64>digit, 16)
}

/**
 * Writes one lane of a pair.
 *
 *   does      the lane = floor(words / 2^shift) mod 2^(52 count), in digits from -2^51 to 2^51 - 1, and zero above
 *   lengths   words: at least (shift + 52 count) / 8 + 8 bytes; count at most DIGITS_MAX
 *   aliasing  none
 *   time      depends on shift and count only
 *   source    a digit of 2^51 or more becomes negative, and carries 1
 */
export function setLane(pair: usize, lane: i32, words: usize, shift: i32, count: i32): void {
  let carry: i64 = 0
  let at = pair + (<usize>lane << 3)
  for (let i = 0; i < count; i++, at += DIGIT_SIZE) {
    const bit = shift + 52 * i
    const unsigned = (<i64>(load<u64>(words + (bit >> 3)) >> (<u64>(bit & 7))) & RADIX_MASK) + carry
    carry = (unsigned + RADIX_HALF) >> 52
    put(at, unsigned - (carry << 52))
  }
  for (let i = count; i <= DIGITS_MAX; i++, at += DIGIT_SIZE) put(at, 0)
}

/** Makes one lane of a pair the number 0 <= value < 2^53. */
export function setLaneSmall(pair: usize, lane: i32, value: i64): void {
  const at = pair + (<usize>lane << 3)
  for (let i: usize = 0; i < PAIR_SIZE; i += DIGIT_SIZE) put(at + i, 0)
  const carry = (value + RADIX_HALF) >> 52
  put(at, value - (carry << 52))
  put(at + DIGIT_SIZE, carry)
}

/**
 * Reads one lane of a pair.
 *
 *   does      words = the lane as a two's complement number of 64 wordCount bits
 *   lengths   the lane has `count` digits and is below 2^(52 count) in absolute value; 64 wordCount > 52 count
 *   aliasing  none
 *   time      depends on the lengths only
 *   source    -
 */
export function wordsFromLane(words: usize, wordCount: i32, pair: usize, lane: i32, count: i32): void {
  memory.fill(words, 0, <usize>wordCount << 3)
  let carry: i64 = 0
  for (let i = 0; i < count; i++) {
    const digit = load<i64>(pair + (<usize>lane << 3) + <usize>i * DIGIT_SIZE) + carry
    orAt(words, 52 * i, <u64>(digit & RADIX_MASK))
    carry = digit >> 52
  }
  // The sign: 0 or -1.
  let bit = 52 * count
  orAt(words, bit, <u64>carry >> (<u64>(bit & 63)))
  for (bit = (bit | 63) + 1; bit < wordCount << 6; bit += 64) orAt(words, bit, <u64>carry)
}

/** Writes bits into zeros: words |= value 2^bit. */
// @ts-ignore: decorator
@inline
function orAt(words: usize, bit: i32, value: u64): void {
  const at = words + (<usize>(bit >> 6) << 3)
  const shift = <u64>(bit & 63)
  store<u64>(at, load<u64>(at) | (value << shift))
  const above = (value >> 1) >> (63 - shift)
  store<u64>(at, load<u64>(at, 8) | above, 8)
}

export function copyPair(out: usize, a: usize): void {
  memory.copy(out, a, PAIR_SIZE)
}

/**
 * Shifts each lane left by its own secret amount.
 *
 *   does      lane 0 *= 2^shift0, lane 1 *= 2^shift1, digits balanced again
 *   lengths   pair: `count` digits; shifts at most 50, and the products below 2^(52 count - 1) in absolute value
 *   aliasing  in place
 *   time      depends on count only
 *   source    digit 2^shift = (digit >> (52 - shift)) 2^52 + ((digit << shift) mod 2^52)
 */
export function shiftLanes(pair: usize, shift0: i64, shift1: i64, count: i32): void {
  let carry0: i64 = 0, carry1: i64 = 0
  const end = pair + <usize>count * DIGIT_SIZE
  for (let at = pair; at < end; at += DIGIT_SIZE) {
    const digit0 = load<i64>(at), digit1 = load<i64>(at, 8)
    const sum0 = ((digit0 << shift0) & RADIX_MASK) + carry0, sum1 = ((digit1 << shift1) & RADIX_MASK) + carry1
    const over0 = (sum0 + RADIX_HALF) >> 52, over1 = (sum1 + RADIX_HALF) >> 52
    put(at, sum0 - (over0 << 52))
    put(at + 8, sum1 - (over1 << 52))
    carry0 = (digit0 >> (52 - shift0)) + over0
    carry1 = (digit1 >> (52 - shift1)) + over1
  }
}

/**
 * Subtracts.
 *
 *   does      out = a - b, digits balanced again
 *   lengths   pairs of `count` digits; the differences below 2^(52 count - 1)
 *   aliasing  out may be a or b
 *   time      depends on count only
 *   source    -
 */
export function subtractPairs(out: usize, a: usize, b: usize, count: i32): void {
  for (let lane: usize = 0; lane < 16; lane += 8) {
    let carry: i64 = 0
    for (let i = lane; i < <usize>count * DIGIT_SIZE; i += DIGIT_SIZE) {
      const digit = load<i64>(a + i) - load<i64>(b + i) + carry
      carry = (digit + RADIX_HALF) >> 52
      put(out + i, digit - (carry << 52))
    }
  }
}
