// Powers with secret exponents, two at a time.

import { copyPair } from "../digits/pairs"
import { multiply, square } from "../kernels/hybrid"
import { BASE, EXPONENT, ONE, PAIR_SIZE, POWERS, SELECTED, VALUE, WORDS_SIZE } from "../memory"

const WINDOW: i32 = 4
const ENTRIES: usize = 1 << WINDOW

/**
 * Raises both lanes of BASE to their exponents.
 *
 *   does      VALUE = BASE^EXPONENT, in Montgomery form
 *   lengths   pairs of `count` digits; EXPONENT: words of lane 0 and lane 1, at most `bits` bits
 *   aliasing  uses POWERS and SELECTED; BASE stays
 *   time      depends on bits and count only: every entry of the table is read for every window
 *   source    fixed windows; Knuth, TAOCP 2, 4.6.3
 */
export function power(bits: i32, count: i32): void {
  copyPair(POWERS, ONE)
  copyPair(POWERS + PAIR_SIZE, BASE)
  for (let i: usize = 2; i < ENTRIES; i += 2) {
    square(POWERS + i * PAIR_SIZE, POWERS + (i >> 1) * PAIR_SIZE, count)
    multiply(POWERS + (i + 1) * PAIR_SIZE, POWERS + i * PAIR_SIZE, BASE, count)
  }
  copyPair(VALUE, ONE)
  for (let bit = (bits + WINDOW - 1) / WINDOW * WINDOW - WINDOW; bit >= 0; bit -= WINDOW) {
    for (let i = 0; i < WINDOW; i++) square(VALUE, VALUE, count)
    select(window(0, bit), window(1, bit), count)
    multiply(VALUE, VALUE, SELECTED, count)
  }
}

function window(lane: usize, bit: i32): i64 {
  return <i64>((load<u8>(EXPONENT + lane * WORDS_SIZE + (bit >> 3)) >> (<u8>(bit & 4))) & 15)
}

/** SELECTED = entry index0 of the table in lane 0, entry index1 in lane 1. */
function select(index0: i64, index1: i64, count: i32): void {
  const index = i64x2.replace_lane(i64x2.splat(index0), 1, index1)
  const ones = i64x2.splat(0x4338000000000000), offset = f64x2.splat(6755399441055744.0) // 2^52 + 2^51
  for (let i: usize = 0; i < <usize>count << 5; i += 32) {
    let digit = i64x2.splat(0), entry = digit
    for (let at = POWERS + i; at < POWERS + ENTRIES * PAIR_SIZE; at += PAIR_SIZE) {
      digit = v128.or(digit, v128.and(v128.load(at), i64x2.eq(entry, index)))
      entry = i64x2.add(entry, i64x2.splat(1))
    }
    v128.store(SELECTED + i, digit)
    v128.store(SELECTED + i, f64x2.sub(i64x2.add(digit, ones), offset), 16)
  }
}
