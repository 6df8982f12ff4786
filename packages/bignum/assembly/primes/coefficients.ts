// q^-1 mod p, as q^(p - 2): the power in constant time is there, and its twin p^-1 mod q runs in the other lane for nothing.

import { setLane, setLaneSmall, subtractPacks, wordsFromLane } from "../digits/packs"
import { add, subtract } from "../digits/words"
import { multiply } from "../kernels/products"
import {
  BASE, COFACTOR, COFACTOR_WORD, EXPONENT, PRIME, PRODUCT, SAVED, SCRATCH, VALUE, WORDS_SIZE,
} from "../memory"
import { IS_ZERO, SIGN_BITS, signs } from "../montgomery/modulus"
import { power } from "../montgomery/power"
import { divideExact } from "../modular/exact-division"

/**
 * Inverts each prime modulo the other.
 *
 *   does      SCRATCH = q^-1 mod p, below p, for p and q at PRIME; returns 1, or 0 if the product with q is not 1: a fault
 *   lengths   p and q: exactly `bits` bits; moduli and ONE are set up with factor 1
 *   aliasing  uses what power uses, BASE, SAVED, PRODUCT and SCRATCH
 *   time      depends on bits and count only
 *   source    Fermat: q^(p - 1) = 1 mod p
 */
export function invertPrimes(bits: i32, count: i32): i32 {
  for (let lane = 0; lane < 2; lane++) {
    const at = <usize>lane * WORDS_SIZE, other = WORDS_SIZE - at
    // p - 2 borrows from the second word if p ends in ..01.
    store<u64>(SCRATCH, 2)
    memory.fill(SCRATCH + 8, 0, WORDS_SIZE - 8)
    subtract(EXPONENT + at, PRIME + at, SCRATCH, -1, bits >> 6)
    setLane(BASE, lane, PRIME + other, 0, count)
  }
  // BASE stands for q/R, and the power for R/q: in Montgomery form R^2/q. A product with a plain 1 takes away one R.
  power(bits, count)
  for (let lane = 0; lane < 2; lane++) setLaneSmall(SAVED, lane, 1)
  multiply(VALUE, VALUE, SAVED, count)
  multiply(SAVED, SAVED, SAVED, count) // 1/R
  canonicalLane(1, bits, count)
  setLane(VALUE, 1, SCRATCH, 0, count)
  canonicalLane(0, bits, count)
  setLane(VALUE, 0, SCRATCH, 0, count)
  // (1/q) q / R - 1/R = 0
  multiply(VALUE, VALUE, BASE, count)
  subtractPacks(VALUE, VALUE, SAVED, count)
  const sign = signs(VALUE, count)
  return i32((sign & (sign >> SIGN_BITS) & IS_ZERO) != 0)
}

/**
 * Makes a residue one number.
 *
 *   does      SCRATCH = VALUE / R mod p of one lane, at least 0 and below p
 *   lengths   VALUE: a pack of `count` digits, a result of a kernel
 *   aliasing  uses PRODUCT; VALUE stays
 *   time      depends on bits and count only
 *   source    VALUE k' / R mod m is k' c with |c| < p/2 exactly, as in signs()
 */
function canonicalLane(lane: i32, bits: i32, count: i32): void {
  const words = (52 * count >> 6) + 1
  multiply(PRODUCT, VALUE, COFACTOR, count)
  wordsFromLane(SCRATCH, words, PRODUCT, lane, count)
  divideExact(SCRATCH, SCRATCH, load<u64>(COFACTOR_WORD + (<usize>lane << 3)), words)
  const negative = <u64>(load<i64>(SCRATCH + (<usize>(words - 1) << 3)) >> 63)
  add(SCRATCH, SCRATCH, PRIME + <usize>lane * WORDS_SIZE, negative, words)
}
