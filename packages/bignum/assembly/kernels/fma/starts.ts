// What the sums of a column start with: the biases that make it positive, less the bits that its products bring along.
//
// Column k has 2 k + 1 products up to k = count (k + 1 of a and b, k of quotients and M; the last of them are with zero digits above
// the numbers), and 2 (2 count - 1 - k) above. The passes of highColumns begin with a triangle of products whatever is left of the column, so
// that the columns of the last pass have 3 - (their place in the pass) twice, if that is more.

import { FUSED } from "../../digits/lanes"
import { DIGITS_MAX, STARTS } from "../../memory"
import { HIGH_BITS, LOW_BITS } from "./column"

/** A table: L and H for each column, and for the two beyond the last that a pass may have. */
const SIZE: usize = 1344 // (2 DIGITS_MAX + 2) * 16

/** Half of each start lies so far above it: sums of a square start with halves, as they are doubled. */
export const HALVES: usize = SIZE

/** 2^62 keeps L positive and 2^51 makes its digit unsigned; 2^60 keeps H positive. */
const L_BIAS: u64 = (1 << 62) + (1 << 51)
const H_BIAS: u64 = 1 << 60
/** What these have left in the carry of the column before: (L_BIAS + 2^51 H_BIAS) / 2^52. */
export const CARRY_BIAS: u64 = (1 << 59) + (1 << 10)

/** What L and H of a column with so many products start with. */
export function lowStart(products: u64): u64 {
  return L_BIAS - CARRY_BIAS - products * LOW_BITS
}

export function highStart(products: u64): u64 {
  return H_BIAS - products * HIGH_BITS
}

/** The table for numbers of 21, 31 or 41 digits. */
// @ts-ignore: decorator
@inline
export function startsFor(count: i32): usize {
  return STARTS + <usize>(count / 10 - 2) * (2 * SIZE)
}

function build(count: i32): void {
  let at = startsFor(count)
  for (let k = 0; k < 2 * count + 2; k++, at += 16) {
    // Passes begin at columns 0, 4, .. or, after two single columns, at 2, 6, ..
    const place = (k - (count + 1)) & 3
    const products = <u64>(k <= count ? 2 * k + 1 : 2 * max(2 * count - 1 - k, 3 - place))
    const L = lowStart(products) + (k == 0 ? CARRY_BIAS : 0), H = highStart(products)
    store<u64>(at, L)
    store<u64>(at, H, 8)
    store<u64>(at + HALVES, L >> 1)
    store<u64>(at + HALVES, H >> 1, 8)
  }
}

// Three tables, made when the module starts: they are public, and outlive every call.
if (FUSED) {
  for (let count = 21; count <= DIGITS_MAX; count += 10) build(count)
}
