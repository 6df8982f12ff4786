// Packs of numbers in balanced digits of radix 2^52, as the kernels take them: from words, to words, and small changes.

import { DIGITS_MAX, DIGIT_SIZE, PACK_SIZE } from "../memory"
import { FUSED, lanes } from "./lanes"

const RADIX_HALF: i64 = 1 << 51
const RADIX_MASK: i64 = (1 << 52) - 1

/** Integers up to 2^51 in absolute value are exact in f64 beside it: their bits follow those of it. */
const TWO_52_AND_HALF: f64 = 6755399441055744.0 // 1.5 * 2^52

/** Where digit i of a lane is: the place that setDigit and digitAt take. */
// @ts-ignore: decorator
@inline
export function placeOf(pack: usize, lane: i32, i: i32): usize {
  return pack + (<usize>lane << 3) + <usize>i * DIGIT_SIZE
}

// @ts-ignore: decorator
@inline
export function setDigit(place: usize, digit: i64): void {
  if (FUSED) {
    store<f64>(place, <f64>digit)
  } else {
    store<i64>(place, digit)
    store<f64>(place, <f64>digit, 16)
  }
}

// @ts-ignore: decorator
@inline
export function digitAt(place: usize): i64 {
  if (FUSED) return reinterpret<i64>(load<f64>(place) + TWO_52_AND_HALF) - reinterpret<i64>(TWO_52_AND_HALF)
  return load<i64>(place)
}

/**
 * Writes one lane of a pack.
 *
 *   does      the lane = floor(words / 2^shift) mod 2^(52 count), in digits from -2^51 to 2^51 - 1, and zero above
 *   lengths   words: at least (shift + 52 count) / 8 + 8 bytes; count at most DIGITS_MAX
 *   aliasing  none
 *   time      depends on shift and count only
 *   source    a digit of 2^51 or more becomes negative, and carries 1
 */
export function setLane(pack: usize, lane: i32, words: usize, shift: i32, count: i32): void {
  let carry: i64 = 0
  for (let i = 0; i < count; i++) {
    const bit = shift + 52 * i
    const unsigned = (<i64>(load<u64>(words + (bit >> 3)) >> (<u64>(bit & 7))) & RADIX_MASK) + carry
    carry = (unsigned + RADIX_HALF) >> 52
    setDigit(placeOf(pack, lane, i), unsigned - (carry << 52))
  }
  for (let i = count; i <= DIGITS_MAX; i++) setDigit(placeOf(pack, lane, i), 0)
}

/** Makes one lane of a pack the number 0 <= value < 2^53. */
export function setLaneSmall(pack: usize, lane: i32, value: i64): void {
  for (let i = 2; i <= DIGITS_MAX; i++) setDigit(placeOf(pack, lane, i), 0)
  const carry = (value + RADIX_HALF) >> 52
  setDigit(placeOf(pack, lane, 0), value - (carry << 52))
  setDigit(placeOf(pack, lane, 1), carry)
}

/**
 * Reads one lane of a pack.
 *
 *   does      words = the lane as a two's complement number of 64 wordCount bits
 *   lengths   the lane has `count` digits and is below 2^(52 count) in absolute value; 64 wordCount > 52 count
 *   aliasing  none
 *   time      depends on the lengths only
 *   source    -
 */
export function wordsFromLane(words: usize, wordCount: i32, pack: usize, lane: i32, count: i32): void {
  memory.fill(words, 0, <usize>wordCount << 3)
  let carry: i64 = 0
  for (let i = 0; i < count; i++) {
    const digit = digitAt(placeOf(pack, lane, i)) + carry
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

/** Makes all lanes of a pack what lane 0 is. */
export function spreadLane(pack: usize): void {
  for (let at = pack; at < pack + PACK_SIZE; at += 16) {
    // In the fma build a digit's second vector begins with lane 2, in the portable build with the float of lane 0.
    const from = FUSED ? at & ~(DIGIT_SIZE - 1) : at
    v128.store(at, v128.load64_splat(from))
  }
}

export function copyPack(out: usize, a: usize): void {
  memory.copy(out, a, PACK_SIZE)
}

/**
 * Subtracts.
 *
 *   does      out = a - b in the lanes in use, digits balanced again
 *   lengths   packs of `count` digits; the differences below 2^(52 count - 1)
 *   aliasing  out may be a or b
 *   time      depends on count only
 *   source    -
 */
export function subtractPacks(out: usize, a: usize, b: usize, count: i32): void {
  for (let lane = 0; lane < lanes; lane++) {
    let carry: i64 = 0
    for (let i = 0; i < count; i++) {
      const digit = digitAt(placeOf(a, lane, i)) - digitAt(placeOf(b, lane, i)) + carry
      carry = (digit + RADIX_HALF) >> 52
      setDigit(placeOf(out, lane, i), digit - (carry << 52))
    }
  }
}

/** Entries of a table that selectPack reads. */
export const ENTRIES: i32 = 16

/**
 * Picks an entry of a table for each lane.
 *
 *   does      each lane in use of out = the same lane of one of the ENTRIES of the table, by the lane's own index
 *   lengths   table: ENTRIES packs of `count` digits, one after the other; indices: a word for each lane, below ENTRIES
 *   aliasing  out is no entry
 *   time      depends on count only: every entry is read
 *   source    -
 */
export function selectPack(out: usize, table: usize, indices: usize, count: i32): void {
  const end = table + <usize>count * DIGIT_SIZE
  selectEight(out, table, end, v128.load(indices), false)
  selectEight(out, table + 8 * PACK_SIZE, end + 8 * PACK_SIZE, i64x2.sub(v128.load(indices), i64x2.splat(8)), true)
  if (FUSED) {
    if (lanes == 2) return
    selectEight(out + 16, table + 16, end, v128.load(indices, 16), false)
    selectEight(out + 16, table + 16 + 8 * PACK_SIZE, end + 8 * PACK_SIZE, i64x2.sub(v128.load(indices, 16), i64x2.splat(8)), true)
  } else {
    for (; table < end; table += DIGIT_SIZE, out += DIGIT_SIZE) v128.store(out, floats(v128.load(out)), 16)
  }
}

/** One vector of each digit from eight entries: those of a lane whose index is none of the eight are zero. Adds to what is there, or not. */
function selectEight(out: usize, table: usize, end: usize, index: v128, adds: bool): void {
  const is0 = i64x2.eq(index, i64x2.splat(0)), is1 = i64x2.eq(index, i64x2.splat(1))
  const is2 = i64x2.eq(index, i64x2.splat(2)), is3 = i64x2.eq(index, i64x2.splat(3))
  const is4 = i64x2.eq(index, i64x2.splat(4)), is5 = i64x2.eq(index, i64x2.splat(5))
  const is6 = i64x2.eq(index, i64x2.splat(6)), is7 = i64x2.eq(index, i64x2.splat(7))
  for (let at = table; at < end; at += DIGIT_SIZE, out += DIGIT_SIZE) {
    const two0 = v128.or(v128.and(is0, v128.load(at)), v128.and(is1, v128.load(at, PACK_SIZE)))
    const two2 = v128.or(v128.and(is2, v128.load(at, 2 * PACK_SIZE)), v128.and(is3, v128.load(at, 3 * PACK_SIZE)))
    const two4 = v128.or(v128.and(is4, v128.load(at, 4 * PACK_SIZE)), v128.and(is5, v128.load(at, 5 * PACK_SIZE)))
    const two6 = v128.or(v128.and(is6, v128.load(at, 6 * PACK_SIZE)), v128.and(is7, v128.load(at, 7 * PACK_SIZE)))
    const picked = v128.or(v128.or(two0, two2), v128.or(two4, two6))
    v128.store(out, adds ? v128.or(v128.load(out), picked) : picked)
  }
}

/** Integers up to 2^51 in absolute value as floats. */
// @ts-ignore: decorator
@inline
function floats(digits: v128): v128 {
  return f64x2.sub(i64x2.add(digits, i64x2.splat(reinterpret<i64>(TWO_52_AND_HALF))), f64x2.splat(TWO_52_AND_HALF))
}
