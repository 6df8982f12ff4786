// Greatest common divisor in constant time: division steps, which look at the low bits only.

import { DIVSTEPS_F, DIVSTEPS_G } from "../memory"

/** Bits per limb and division steps per pass over the limbs: the entries of a pass's matrix, up to 2^30, fit an i32. */
const STEPS: i32 = 30
const LIMB_MASK: i64 = (1 << 30) - 1

/** The answer if the divisor is 2^32 or more. */
export const TOO_LARGE: u64 = 0

/**
 * Finds the greatest common divisor of an odd number and another.
 *
 *   does      gcd(a, b), or TOO_LARGE if that is 2^32 or more
 *   lengths   a and b: `bits` bits, at most 2048, with 8 readable bytes above; a is odd
 *   aliasing  uses DIVSTEPS_F and DIVSTEPS_G
 *   time      depends on bits only
 *   source    Bernstein and Yang, Fast constant-time gcd computation and modular inversion, 2019, section 11: after
 *             (49 bits + 57) / 17 division steps g is 0 and f is the divisor or its negative
 */
export function oddGreatestCommonDivisor(a: usize, b: usize, bits: i32): u64 {
  const limbs = bits / STEPS + 2
  split(DIVSTEPS_F, a, limbs)
  split(DIVSTEPS_G, b, limbs)
  let delta = 1
  for (let step = 0; step < (49 * bits + 57) / 17; step += STEPS) delta = divide(delta, limbs)
  return absoluteOfF(limbs)
}

function split(out: usize, a: usize, limbs: i32): void {
  for (let i = 0; i < limbs; i++) {
    const bit = STEPS * i
    const limb = <i64>(load<u64>(a + (bit >> 5 << 2)) >> (<u64>(bit & 31))) & LIMB_MASK
    store<i64>(out + (<usize>i << 3), limb)
  }
}

/** STEPS division steps on (delta, f, g); answers the new delta. */
function divide(delta: i32, limbs: i32): i32 {
  let f = <i32>load<i64>(DIVSTEPS_F) | (<i32>load<i64>(DIVSTEPS_F, 8) << STEPS)
  let g = <i32>load<i64>(DIVSTEPS_G) | (<i32>load<i64>(DIVSTEPS_G, 8) << STEPS)
  // 2^i (f, g) now = (u v; q r) (f, g) at the start.
  let u = 1, v = 0, q = 0, r = 1
  for (let i = 0; i < STEPS; i++) {
    // If delta > 0 and g is odd: (1 - delta, g, (g - f)/2). Else: (1 + delta, f, (g + (g mod 2) f)/2).
    const odd = 0 - (g & 1)
    const swap = odd & (-delta >> 31)
    const signedF = (f ^ swap) - swap, signedU = (u ^ swap) - swap, signedV = (v ^ swap) - swap
    f ^= (f ^ g) & swap
    u ^= (u ^ q) & swap
    v ^= (v ^ r) & swap
    g = (g + (signedF & odd)) >> 1
    q += signedU & odd
    r += signedV & odd
    u <<= 1
    v <<= 1
    delta = ((delta ^ swap) - swap) + 1
  }
  multiplyMatrix(u, v, q, r, limbs)
  return delta
}

/** (f, g) = (u v; q r) (f, g) / 2^STEPS, which is exact. The top limbs carry the signs. */
function multiplyMatrix(u: i64, v: i64, q: i64, r: i64, limbs: i32): void {
  let sumF: i64 = 0, sumG: i64 = 0
  for (let i: usize = 0; i < <usize>limbs << 3; i += 8) {
    const f = load<i64>(DIVSTEPS_F + i), g = load<i64>(DIVSTEPS_G + i)
    sumF += u * f + v * g
    sumG += q * f + r * g
    if (i > 0) {
      store<i64>(DIVSTEPS_F + i - 8, sumF & LIMB_MASK)
      store<i64>(DIVSTEPS_G + i - 8, sumG & LIMB_MASK)
    }
    sumF >>= STEPS
    sumG >>= STEPS
  }
  const top = <usize>(limbs - 1) << 3
  store<i64>(DIVSTEPS_F + top, sumF)
  store<i64>(DIVSTEPS_G + top, sumG)
}

/** |f|, or TOO_LARGE. f is odd, so that -f = ~f + 1 has no carry beyond the lowest limb. */
function absoluteOfF(limbs: i32): u64 {
  const sign = load<i64>(DIVSTEPS_F + (<usize>(limbs - 1) << 3)) >> 63
  let above: i64 = 0
  for (let i = 2; i < limbs; i++) above |= (load<i64>(DIVSTEPS_F + (<usize>i << 3)) ^ sign) & LIMB_MASK
  const low = ((load<i64>(DIVSTEPS_F) ^ sign) & LIMB_MASK) - sign
  const value = low | (((load<i64>(DIVSTEPS_F, 8) ^ sign) & LIMB_MASK) << STEPS)
  return above == 0 && value >> 32 == 0 ? <u64>value : TOO_LARGE
}
