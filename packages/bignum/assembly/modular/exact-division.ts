// Division that is known to leave no rest, from the low end: no quotient digit is guessed, nothing is compared.

import { productHigh } from "../digits/product-high"

/** The inverse of an odd number modulo 2^64. */
export function inverseOfWord(odd: u64): u64 {
  let inverse = odd // right in 3 bits, then 6, 12, 24, 48, 96
  for (let i = 0; i < 5; i++) inverse *= 2 - odd * inverse
  return inverse
}

/**
 * Divides exactly.
 *
 *   does      out = a / divisor mod 2^(64 count), where divisor divides a; a may be a negative number in two's complement
 *   lengths   out and a hold `count` words; divisor is odd
 *   aliasing  out may be a
 *   time      depends on count only
 *   source    Jebelean, J. Symb. Comp. 15 (1993): a digit of the quotient is a digit of a times the inverse of the divisor
 */
export function divideExact(out: usize, a: usize, divisor: u64, count: i32): void {
  const inverse = inverseOfWord(divisor)
  let borrow: u64 = 0
  for (let i: usize = 0; i < <usize>count << 3; i += 8) {
    const word = load<u64>(a + i)
    const rest = word - borrow
    const digit = rest * inverse
    store<u64>(out + i, digit)
    // 1 if the subtraction above went below zero, without a branch. The sum is at most divisor.
    borrow = productHigh(digit, divisor) + (((~word & (borrow | rest)) | (borrow & rest)) >> 63)
  }
}
