// A message raised to the public exponent and back: what a key pair is for, tried once before the pair is handed out.

import { setLane, subtractPacks } from "../digits/packs"
import { wordsFromBytes } from "../digits/bytes"
import { multiply, square } from "../kernels/products"
import { BASE, BASE_BYTES, SAVED, SCRATCH, VALUE } from "../memory"
import { IS_MINUS_ONE, IS_ONE, IS_ZERO, SIGN_BITS, signs } from "../montgomery/modulus"
import { power } from "../montgomery/power"

/** The answer of pairReturns if g is 0, 1 or -1 modulo a prime, which come back from any exponent, or from any odd one. */
export const PAIR_BASE_USELESS: i32 = 2
const USELESS: i32 = IS_ZERO | IS_ONE | IS_MINUS_ONE

/**
 * Tries a pair of CRT exponents.
 *
 *   does      returns 1 if (g^65537)^EXPONENT = g modulo each of the two primes, else 0; or PAIR_BASE_USELESS
 *   lengths   g: `length` bytes at BASE_BYTES; EXPONENT: words of two exponents of at most `bits` bits
 *   aliasing  uses what power uses, BASE, SAVED and SCRATCH; moduli and ONE are set up with factor 1
 *   time      depends on the lengths only
 *   source    FIPS 140-3 implementation guidance 10.3.A, pair-wise consistency; RFC 8017 section 5.1.2
 */
export function pairReturns(length: i32, bits: i32, count: i32): i32 {
  wordsFromBytes(SCRATCH, BASE_BYTES, length)
  setLane(SAVED, 0, SCRATCH, 0, count)
  setLane(SAVED, 1, SCRATCH, 0, count)
  if (signs(SAVED, count) & (USELESS | (USELESS << SIGN_BITS))) return PAIR_BASE_USELESS
  square(BASE, SAVED, count)
  for (let i = 1; i < 16; i++) square(BASE, BASE, count)
  multiply(BASE, BASE, SAVED, count)
  power(bits, count)
  subtractPacks(VALUE, VALUE, SAVED, count)
  const sign = signs(VALUE, count)
  return i32((sign & (sign >> SIGN_BITS) & IS_ZERO) != 0)
}
