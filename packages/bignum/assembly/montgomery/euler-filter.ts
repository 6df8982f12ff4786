// The first test of a candidate: is 2^((p - 1)/2) = 1 or -1 mod p? One candidate in each lane.
//
// It is no proof and counts for no round of Miller-Rabin. It throws out nearly all composites that trial division left.
// Almost all of the time of a search is spent here, so that no multiplications are left: only squarings, and shifts.
//
// Let E = (p - 1)/2 = floor(p/2), and h its top bits: E = h 2^w + r. Then -E = -(h + 1) 2^w + (2^w - 1 - r) + 1, so that
// 2^-E comes from 2^-(h + 1) by w squarings in which the complemented bits of r are doublings, and one doubling more.
// 2^-(h + 1) in Montgomery form is 2^(52 count - h - 1): a plain number with one bit, no R mod p.

import { lanes, useLanes } from "../digits/lanes"
import { placeOf, setDigit, setLaneSmall } from "../digits/packs"
import { wordsFromBytes } from "../digits/bytes"
import { shift, square } from "../kernels/products"
import { BYTES_SIZE, INPUT, PRIME, SHIFTS, VALUE, WORDS_SIZE } from "../memory"
import { digitsFor } from "./size"
import { IS_MINUS_ONE, IS_ONE, lanesWith, setModulus, signs } from "./modulus"

/** h + 1 is at most 2^10 = 1024 < 52 * 21. */
const TOP_BITS: i32 = 10
/**
 * Squarings between shifts. A shift makes |value| at most 2^15 (m/2 + 1), below 2^(52 count - 1) as m < 2^(bits + 52)
 * and 52 count - bits >= 68; the first of the next four squarings leaves m/2 + 2^(52 count - 4), the fourth m/2 + 1.
 */
const WINDOW: i32 = 4

/**
 * Filters the candidates at INPUT.
 *
 *   does      bit i of the answer is set if 2^((p - 1)/2) = 1 or -1 mod p for candidate p in lane i
 *   lengths   INPUT: odd numbers of exactly `bits` bits, a multiple of 8, at least 1024; `candidates` of them, or one more
 *   aliasing  uses VALUE, SHIFTS and what setModulus and signs use
 *   time      depends on bits and candidates only
 *   source    Euler's criterion; the search of FIPS 186-5 A.1.3 does not know it, and gets the same primes by it:
 *             a prime always passes
 */
export function filter(bits: i32, candidates: i32): i32 {
  useLanes(candidates)
  const count = digitsFor(bits)
  for (let lane = 0; lane < lanes; lane++) {
    wordsFromBytes(PRIME + <usize>lane * WORDS_SIZE, INPUT + <usize>lane * BYTES_SIZE, bits >> 3)
    setModulus(lane, bits, count, 2) // the doubling that is left for the end
    start(lane, bits, count)
  }
  let bit = bits - 1 - TOP_BITS
  while (bit > 0) {
    const width = bit % WINDOW == 0 ? WINDOW : bit % WINDOW
    bit -= width
    for (let i = 0; i < width; i++) square(VALUE, VALUE, count)
    for (let lane = 0; lane < lanes; lane++) store<i64>(SHIFTS + (<usize>lane << 3), complement(lane, bit, width))
    shift(VALUE, count)
  }
  return lanesWith(signs(VALUE, count), IS_ONE | IS_MINUS_ONE)
}

/** VALUE = 2^(52 count - h - 1), by comparing with every digit's place. */
function start(lane: i32, bits: i32, count: i32): void {
  const exponent = <i64>(52 * count - 1) - <i64>bitsOf(lane, bits - TOP_BITS, TOP_BITS)
  setLaneSmall(VALUE, lane, 0)
  for (let i = 0; i < count; i++) {
    const place = exponent - 52 * i
    const outside = (place | (51 - place)) >> 63 // -1 unless 0 <= place < 52
    const digit = ((<i64>1) << (place & 63)) & ~outside
    setDigit(placeOf(VALUE, lane, i), digit)
  }
}

/** Bits of E = floor(p/2), complemented. */
function complement(lane: i32, bit: i32, width: i32): i64 {
  return <i64>(bitsOf(lane, bit + 1, width) ^ ((1 << width) - 1))
}

function bitsOf(lane: i32, bit: i32, width: i32): i32 {
  const at = PRIME + <usize>lane * WORDS_SIZE + (bit >> 3)
  return <i32>(load<u32>(at) >> (<u32>(bit & 7))) & ((1 << width) - 1)
}
