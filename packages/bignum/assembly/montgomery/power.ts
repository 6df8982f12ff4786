// Powers with secret exponents, one in each lane.

import { lanes } from "../digits/lanes"
import { ENTRIES, copyPack, selectPack } from "../digits/packs"
import { multiply, square } from "../kernels/products"
import { BASE, EXPONENT, INDICES, ONE, PACK_SIZE, POWERS, SELECTED, VALUE, WORDS_SIZE } from "../memory"

/** ENTRIES is 2^WINDOW. */
const WINDOW: i32 = 4

/**
 * Raises the lanes of BASE that are in use to their exponents.
 *
 *   does      VALUE = BASE^EXPONENT, in Montgomery form
 *   lengths   packs of `count` digits; EXPONENT: words for each lane, at most `bits` bits
 *   aliasing  uses POWERS, INDICES and SELECTED; BASE stays
 *   time      depends on bits and count only: every entry of the table is read for every window
 *   source    fixed windows; Knuth, TAOCP 2, 4.6.3
 */
export function power(bits: i32, count: i32): void {
  copyPack(POWERS, ONE)
  copyPack(POWERS + PACK_SIZE, BASE)
  for (let i: usize = 2; i < <usize>ENTRIES; i += 2) {
    square(POWERS + i * PACK_SIZE, POWERS + (i >> 1) * PACK_SIZE, count)
    multiply(POWERS + (i + 1) * PACK_SIZE, POWERS + i * PACK_SIZE, BASE, count)
  }
  copyPack(VALUE, ONE)
  for (let bit = (bits + WINDOW - 1) / WINDOW * WINDOW - WINDOW; bit >= 0; bit -= WINDOW) {
    for (let i = 0; i < WINDOW; i++) square(VALUE, VALUE, count)
    for (let lane: usize = 0; lane < <usize>lanes; lane++) store<i64>(INDICES + (lane << 3), window(lane, bit))
    selectPack(SELECTED, POWERS, INDICES, count)
    multiply(VALUE, VALUE, SELECTED, count)
  }
}

function window(lane: usize, bit: i32): i64 {
  return <i64>((load<u8>(EXPONENT + lane * WORDS_SIZE + (bit >> 3)) >> (<u8>(bit & 4))) & 15)
}
