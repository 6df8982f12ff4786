// Arithmetic modulo any odd p through a friendly multiple of it: m = p k' = -1 mod 2^52.
//
// With k' = -1/p mod 2^52, m = M 2^52 - 1, and a Montgomery quotient is simply the low digit: no product with a
// constant, no wait for it. m is 52 bits longer than p, 3 % more products. A number y stands for y / R mod p, R = 2^(52 count).
// Which multiple of p a residue carries along does not matter, except where it is compared: see signs().

import { lanes } from "../digits/lanes"
import { digitAt, placeOf, setLane, setLaneSmall, spreadLane } from "../digits/packs"
import { add, maskOfZero, subtract } from "../digits/words"
import { multiply } from "../kernels/products"
import {
  COFACTOR, COFACTOR_WORD, MODULUS, ONE, PRIME, PRODUCT, SCRATCH, SCRATCH_2, WORDS_SIZE,
} from "../memory"

/**
 * Sets up a lane for the number at PRIME.
 *
 *   does      MODULUS = M, COFACTOR = factor k', COFACTOR_WORD = k'
 *   lengths   PRIME: WORDS_SIZE bytes, odd, at most `bits` bits; factor 1 or 2
 *   aliasing  uses SCRATCH
 *   time      depends on bits and count only
 *   source    k' by Newton: if p x = 1 mod 2^j then p x (2 - p x) = 1 mod 2^(2j)
 */
export function setModulus(lane: i32, bits: i32, count: i32, factor: i64): void {
  const p = PRIME + <usize>lane * WORDS_SIZE
  const low = load<u64>(p)
  let inverse: u64 = low // right in 3 bits
  for (let i = 0; i < 5; i++) inverse *= 2 - low * inverse
  const k = (0 - inverse) & 0xfffffffffffff
  store<u64>(COFACTOR_WORD + (<usize>lane << 3), k)
  setLaneSmall(COFACTOR, lane, factor * <i64>k)

  // m + 1 = p k' + 1 by halves of k', then M = (m + 1) / 2^52.
  memory.fill(SCRATCH, 0, WORDS_SIZE)
  const k0 = k & 0xffffffff, k1 = k >> 32
  let sum0: u64 = 1, sum1: u64 = 0, before: u64 = 0
  const end = (bits + 31) >> 5
  for (let i = 0; i < end + 2; i++) {
    const half = <u64>load<u32>(p + (<usize>i << 2))
    sum0 += half * k0
    sum1 += (sum0 & 0xffffffff) + before * k1
    store<u32>(SCRATCH + (<usize>i << 2), <u32>sum1)
    sum0 >>= 32
    sum1 >>= 32
    before = half
  }
  setLane(MODULUS, lane, SCRATCH, 52, count - 1)
}

/**
 * Makes a lane of ONE the Montgomery form of 1.
 *
 *   does      ONE = 2^(52 count) mod p
 *   lengths   PRIME: exactly `bits` bits
 *   aliasing  uses SCRATCH and SCRATCH_2
 *   time      depends on bits and count only
 *   source    doubles 2^(bits - 1), which is below p, and subtracts p by a mask
 */
export function setOne(lane: i32, bits: i32, count: i32): void {
  const p = PRIME + <usize>lane * WORDS_SIZE
  const words = (bits >> 6) + 1
  memory.fill(SCRATCH, 0, WORDS_SIZE)
  store<u64>(SCRATCH + (<usize>((bits - 1) >> 6) << 3), (<u64>1) << (<u64>((bits - 1) & 63)))
  for (let i = bits - 1; i < 52 * count; i++) {
    add(SCRATCH, SCRATCH, SCRATCH, -1, words)
    const borrow = subtract(SCRATCH_2, SCRATCH, p, -1, words)
    subtract(SCRATCH, SCRATCH, p, borrow - 1, words)
  }
  setLane(ONE, lane, SCRATCH, 0, count)
}

/** Gives all lanes in use the modulus that lane 0 is set up for, and its ONE. */
export function spreadModulus(): void {
  spreadLane(MODULUS)
  spreadLane(COFACTOR)
  spreadLane(ONE)
  const k = load<u64>(COFACTOR_WORD)
  for (let lane = 1; lane < lanes; lane++) store<u64>(COFACTOR_WORD + (<usize>lane << 3), k)
}

/** What signs() reports of a lane; each lane stands SIGN_BITS higher than the one before. */
export const IS_ONE: i32 = 1
export const IS_MINUS_ONE: i32 = 2
export const IS_ZERO: i32 = 4
export const SIGN_BITS: i32 = 3

/**
 * Tells whether factor * value is 1, -1 or 0, in the lanes in use.
 *
 *   does      IS_ONE, IS_MINUS_ONE or IS_ZERO of each lane, shifted by SIGN_BITS times the lane
 *   lengths   value: a pack of `count` digits, |value| 2^53 below m R / 4 as all results of kernels are
 *   aliasing  uses PRODUCT; value may be PRODUCT
 *   time      depends on count only
 *   source    value k' / R mod m is a multiple of k', at most (1 + 2^-51) m / 2 + m / 4 in absolute value; for factor value = c R mod p with
 *             c = 0, 1, -1 it differs from k' c by a multiple of m, which is none but 0: it is k' c
 */
export function signs(value: usize, count: i32): i32 {
  multiply(PRODUCT, value, COFACTOR, count)
  let all = 0
  for (let lane = 0; lane < lanes; lane++) all |= signOf(lane, count) << (SIGN_BITS * lane)
  return all
}

/** One bit for each lane: whether it has one of the signs; without a branch. */
export function lanesWith(sign: i32, wanted: i32): i32 {
  let all = 0
  for (let lane = 0; lane < lanes; lane++) {
    all |= ((0 - ((sign >> (SIGN_BITS * lane)) & wanted)) >>> 31) << lane
  }
  return all
}

function signOf(lane: i32, count: i32): i32 {
  const k = load<i64>(COFACTOR_WORD + (<usize>lane << 3))
  const k1 = (k + (1 << 51)) >> 52, k0 = k - (k1 << 52)
  const d0 = digitAt(placeOf(PRODUCT, lane, 0)), d1 = digitAt(placeOf(PRODUCT, lane, 1))
  let rest: i64 = 0
  for (let i = 2; i < count; i++) rest |= digitAt(placeOf(PRODUCT, lane, i))
  // k' is odd, so that -k0 is a balanced digit too.
  const one = maskOfZero((d0 - k0) | (d1 - k1) | rest)
  const minusOne = maskOfZero((d0 + k0) | (d1 + k1) | rest)
  const zero = maskOfZero(d0 | d1 | rest)
  return <i32>((one & IS_ONE) | (minusOne & IS_MINUS_ONE) | (zero & IS_ZERO))
}
