// The greatest common divisor in constant time, by division steps from the low end.
//
// Numbers are signed limbs of 30 bits, each in an i64. Thirty steps look at the low 30 bits of f and g only; what they do is
// a matrix of small numbers, which is then applied to f and g as a whole.

import { maskOfZero } from "../digits/words"
import { DIVSTEPS_F, DIVSTEPS_G } from "../memory"

const LIMB_BITS: i32 = 30
const LIMB_MASK: i64 = (1 << 30) - 1

/** The matrix of a batch, times 2^30: f = u f + v g, g = q f + r g. */
let u: i32 = 0, v: i32 = 0, q: i32 = 0, r: i32 = 0

/**
 * Finds a common divisor.
 *
 *   does      out = gcd(odd, other); returns 1, or 0 if the steps did not come to an end: a fault
 *   lengths   odd, other, out: bits / 64 words; odd is odd; both are below 2^bits, bits at most 2048
 *   aliasing  out may be odd or other; uses DIVSTEPS_F and DIVSTEPS_G
 *   time      depends on bits only
 *   source    Bernstein and Yang, TCHES 2019(3), theorem 11.2: (49 bits + 57)/17 steps are enough
 */
export function commonDivisor(out: usize, odd: usize, other: usize, bits: i32): i32 {
  const limbs = bits / LIMB_BITS + 2
  limbsFromWords(DIVSTEPS_F, odd, bits, limbs)
  limbsFromWords(DIVSTEPS_G, other, bits, limbs)
  let delta = 1
  const batches = ((49 * bits + 57) / 17 + LIMB_BITS - 1) / LIMB_BITS + 1
  for (let i = 0; i < batches; i++) {
    delta = stepBatch(delta)
    applyBatch(limbs)
  }
  wordsFromLimbs(out, bits, limbs)
  u = v = q = r = 0
  let rest: u64 = 0
  for (let i = 0; i < limbs; i++) rest |= load<u64>(DIVSTEPS_G + (<usize>i << 3))
  return <i32>(maskOfZero(rest) & 1)
}

/** Thirty steps on the low limbs. A step with odd g and delta > 0 swaps: (f, g) = (g, (g - f)/2); else g = (g + (g odd) f)/2. */
function stepBatch(before: i32): i32 {
  let delta = before
  let f = <i32>load<i64>(DIVSTEPS_F) | (<i32>load<i64>(DIVSTEPS_F, 8) << LIMB_BITS)
  let g = <i32>load<i64>(DIVSTEPS_G) | (<i32>load<i64>(DIVSTEPS_G, 8) << LIMB_BITS)
  let fu = 1, fv = 0, gq = 0, gr = 1
  for (let i = 0; i < LIMB_BITS; i++) {
    const odd = 0 - (g & 1)
    const swap = odd & ((0 - delta) >> 31)
    const signedF = (f ^ swap) - swap, signedU = (fu ^ swap) - swap, signedV = (fv ^ swap) - swap
    f = (f & ~swap) | (g & swap)
    fu = ((fu & ~swap) | (gq & swap)) << 1
    fv = ((fv & ~swap) | (gr & swap)) << 1
    g = (g + (signedF & odd)) >> 1
    gq += signedU & odd
    gr += signedV & odd
    delta = ((delta ^ swap) - swap) + 1
  }
  u = fu
  v = fv
  q = gq
  r = gr
  return delta
}

/** The matrix on all limbs. |u| + |v| <= 2^30, so that a column is below 2^61; the low limbs come out as zero. */
function applyBatch(limbs: i32): void {
  let sumF: i64 = 0, sumG: i64 = 0
  const last = <usize>(limbs - 1) << 3
  for (let i: usize = 0; i <= last; i += 8) {
    const f = load<i64>(DIVSTEPS_F + i), g = load<i64>(DIVSTEPS_G + i)
    sumF += <i64>u * f + <i64>v * g
    sumG += <i64>q * f + <i64>r * g
    if (i > 0) {
      store<i64>(DIVSTEPS_F + i - 8, sumF & LIMB_MASK)
      store<i64>(DIVSTEPS_G + i - 8, sumG & LIMB_MASK)
    }
    sumF >>= LIMB_BITS
    sumG >>= LIMB_BITS
  }
  store<i64>(DIVSTEPS_F + last, sumF)
  store<i64>(DIVSTEPS_G + last, sumG)
}

function limbsFromWords(out: usize, words: usize, bits: i32, limbs: i32): void {
  for (let i = 0; i < limbs; i++) {
    const bit = LIMB_BITS * i
    const at = words + (<usize>(bit >> 5) << 2)
    const low = bit < bits ? <u64>load<u32>(at) : 0
    const high = bit + 32 < bits ? <u64>load<u32>(at, 4) : 0
    store<i64>(out + (<usize>i << 3), <i64>((low | (high << 32)) >> (<u64>(bit & 31))) & LIMB_MASK)
  }
}

/** out = |f|. The top limb has the sign. */
function wordsFromLimbs(out: usize, bits: i32, limbs: i32): void {
  const words = bits >> 6
  const negative = <u64>(load<i64>(DIVSTEPS_F + (<usize>(limbs - 1) << 3)) >> 63)
  memory.fill(out, 0, <usize>words << 3)
  for (let i = 0; i < limbs; i++) {
    const limb = load<u64>(DIVSTEPS_F + (<usize>i << 3)) & <u64>LIMB_MASK
    const bit = LIMB_BITS * i
    const at = out + (<usize>(bit >> 6) << 3)
    if (bit < bits) store<u64>(at, load<u64>(at) | (limb << (<u64>(bit & 63))))
    if (bit + 64 - (bit & 63) < bits) store<u64>(at, load<u64>(at, 8) | ((limb >> 1) >> (63 - <u64>(bit & 63))), 8)
  }
  // |f| = (f xor mask) - mask, with a mask of ones if f is negative.
  for (let i: usize = 0; i < <usize>words << 3; i += 8) store<u64>(out + i, load<u64>(out + i) ^ negative)
  let carry = negative & 1
  for (let i: usize = 0; i < <usize>words << 3; i += 8) {
    const word = load<u64>(out + i)
    store<u64>(out + i, word + carry)
    carry &= maskOfZero(word + 1)
  }
}
