// Arithmetic modulo any odd p through a friendly multiple of it: m = p k' = -1 mod 2^52.
//
// With k' = -1/p mod 2^52, m = M 2^52 - 1, and a Montgomery quotient is simply the low digit: no product with a
// constant, no wait for it. m is 52 bits longer than p, 3 % more products. A number y stands for y / R mod p, R = 2^(52 count).
// Which multiple of p a residue carries along does not matter, except where it is compared: see signs().

import { setLane, setLaneSmall } from "../digits/pairs"
import { add, maskOfZero, subtract } from "../digits/words"
import { multiply } from "../kernels/hybrid"
import {
  COFACTOR, COFACTOR_WORD, DIGIT_SIZE, MODULUS, ONE, PRIME, PRODUCT, SCRATCH, SCRATCH_2, WORDS_SIZE,
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

/** What signs() reports of a lane; lane 1 stands SIGN_BITS higher. */
export const IS_ONE: i32 = 1
export const IS_MINUS_ONE: i32 = 2
export const IS_ZERO: i32 = 4
export const SIGN_BITS: i32 = 3

/**
 * Tells whether factor * value is 1, -1 or 0, in both lanes.
 *
 *   does      IS_ONE, IS_MINUS_ONE or IS_ZERO for lane 0, and for lane 1 shifted by SIGN_BITS
 *   lengths   value: a pair of `count` digits, |value| 2^53 below m R / 2 as all results of kernels are
 *   aliasing  uses PRODUCT; value may be PRODUCT
 *   time      depends on count only
 *   source    value k' / R mod m is a multiple of k', below m/2, and so exactly k' c for factor value = c R mod p, c = 0, 1, -1
 */
export function signs(value: usize, count: i32): i32 {
  multiply(PRODUCT, value, COFACTOR, count)
  return signOf(0, count) | (signOf(1, count) << SIGN_BITS)
}

function signOf(lane: i32, count: i32): i32 {
  const at = PRODUCT + (<usize>lane << 3)
  const k = load<i64>(COFACTOR_WORD + (<usize>lane << 3))
  const k1 = (k + (1 << 51)) >> 52, k0 = k - (k1 << 52)
  const d0 = load<i64>(at), d1 = load<i64>(at, DIGIT_SIZE)
  let rest: i64 = 0
  for (let i: usize = 2; i < <usize>count; i++) rest |= load<i64>(at + i * DIGIT_SIZE)
  // k' is odd, so that -k0 is a balanced digit too.
  const one = maskOfZero((d0 - k0) | (d1 - k1) | rest)
  const minusOne = maskOfZero((d0 + k0) | (d1 + k1) | rest)
  const zero = maskOfZero(d0 | d1 | rest)
  return <i32>((one & IS_ONE) | (minusOne & IS_MINUS_ONE) | (zero & IS_ZERO))
}
