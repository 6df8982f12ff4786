// Inverses of the public exponent e = 65537 modulo a large secret number L, with no large inversion.
//
// Let t = -1/L mod e, one inverse of 17 bits. Then e divides 1 + L t, and (1 + L t)/e is the inverse of e modulo L: times e it
// is 1 + L t. It is below L as t < e. And as e = 2^16 + 1 is prime, 2^16 = -1 mod e, and 1/x = x^(e - 2) mod e.

import { multiplySmall } from "../digits/words"
import { divideExact } from "./exact-division"

const E: u64 = 65537

/**
 * Inverts 65537.
 *
 *   does      out = 65537^-1 mod L and returns 1, or returns 0 if 65537 divides L
 *   lengths   L: `count` words, and a zero word above; out: count + 1 words
 *   aliasing  out is not L
 *   time      depends on count only
 *   source    1 + L t = 0 mod e, above
 */
export function invertExponent(out: usize, L: usize, count: i32): i32 {
  const residue = residueOf(L, count)
  const inverse = inverseModulo(residue)
  multiplySmall(out, L, E - inverse, 1, count + 1)
  divideExact(out, out, E, count + 1)
  return <i32>((residue | (0 - residue)) >> 63)
}

/**
 * Divides modulo 65537.
 *
 *   does      returns a / b mod 65537, or 0 if 65537 divides b
 *   lengths   a and b: `count` words
 *   aliasing  none
 *   time      depends on count only
 *   source    1/x = x^(e - 2) mod e
 */
export function exponentQuotient(a: usize, b: usize, count: i32): i32 {
  return <i32>multiplyModulo(residueOf(a, count), inverseModulo(residueOf(b, count)))
}

function inverseModulo(residue: u64): u64 {
  let inverse = residue
  // e - 2 = 65535: sixteen ones.
  for (let i = 1; i < 16; i++) inverse = multiplyModulo(multiplyModulo(inverse, inverse), residue)
  return inverse
}

/** L mod e: its 16-bit digits with signs in turn. Sums stay below 2^26. */
function residueOf(L: usize, count: i32): u64 {
  let sum: u64 = 256 * E
  for (let i: usize = 0; i < <usize>count << 3; i += 4) {
    sum += <u64>load<u16>(L + i)
    sum -= <u64>load<u16>(L + i, 2)
  }
  return fold(sum)
}

function multiplyModulo(a: u64, b: u64): u64 {
  return fold(a * b)
}

/** x mod e for x < 2^34, without a division, whose time would depend on x. */
function fold(x: u64): u64 {
  const folded = (x & 0xffff) + E - ((x >> 16) & 0xffff) + (x >> 32) // 1 .. 2 e + 1
  const once = folded - E
  const positive = once + (E & (0 - (once >> 63)))
  const twice = positive - E
  return twice + (E & (0 - (twice >> 63)))
}
