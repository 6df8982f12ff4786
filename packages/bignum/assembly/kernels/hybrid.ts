// Products modulo a friendly modulus, two at a time, without fused multiply-add: exact on every engine.
//
// The sum of a column, a_0 b_k + .. + a_k b_0 + .., is needed to about 111 bits. Its low 64 bits come from wrapping i64
// products; its high part from the same sum in f64, which is off by less than 2^61 (proof below). Adding 1.5 * 2^112 to
// the f64 sum rounds it to a multiple h of 2^60, and (low 64 bits) - h mod 2^64, taken as signed, is exactly the rest.
//
// Error of the f64 sum: at most n = 2 * 41 products of digits up to 2^51. Each product is at most 2^102 and rounded by
// at most 2^49; the j-th partial sum is at most j 2^102 and rounded by at most j 2^49; together at most
// n 2^49 + n (n + 1)/2 2^49 < 2^61. With the rounding to h (at most 2^59) and the carry (below 2^59) the rest is
// below 2^62, so that rest + 2^62 is positive and below 2^63.
//
// Reduction: the modulus is m = M 2^52 - 1, so that the low digit of a column is its own Montgomery quotient q: adding
// q m clears the column and adds q M one column higher. What holds for the results is said in products.ts.

import { setDigit } from "../digits/packs"
import { MODULUS, QUOTIENTS, SHIFTS } from "../memory"

/** Loaded once per call: V8 builds a constant vector anew at each use in a loop. */
const CONSTANTS: usize = memory.data<u64>([
  0x46f8000000000000, 0x46f8000000000000, // ROUNDING: the f64 1.5 * 2^112, whose last place is worth 2^60
  0x000fffffffffffff, 0x000fffffffffffff, // MASK: 2^52 - 1
  0x4330000000000000, 0x4330000000000000, // ONES: the f64 2^52; with d < 2^52 in its mantissa it is 2^52 + d
  0x4338000000000000, 0x4338000000000000, // OFFSET: the f64 2^52 + 2^51
  0x0008000000000000, 0x0008000000000000, // HALF: 2^51
  0x4008000000000000, 0x4008000000000000, // BIAS: 2^62 + 2^51 makes a column positive and its digit unsigned
  0x4807fffffffffc00, 0x4807fffffffffc00, // NEXT: BIAS, less what BIAS and ROUNDING left in the carry
])
const ROUNDING: usize = 0, MASK: usize = 16, ONES: usize = 32, OFFSET: usize = 48
const HALF: usize = 64, BIAS: usize = 80, NEXT: usize = 96

/** Squares both lanes, two columns a pass; the contract is that of square in products.ts. `count` may be any odd number. */
export function squareHybrid(out: usize, a: usize, count: i32): void {
  const rounding = v128.load(CONSTANTS, ROUNDING), mask = v128.load(CONSTANTS, MASK)
  const ones = v128.load(CONSTANTS, ONES), offset = v128.load(CONSTANTS, OFFSET)
  const half = v128.load(CONSTANTS, HALF), next = v128.load(CONSTANTS, NEXT)
  const m0 = load<i64>(MODULUS), m1 = load<i64>(MODULUS, 8), m = v128.load(MODULUS, 16)
  const size = <usize>count << 5
  let carry = v128.load(CONSTANTS, BIAS)
  let x0: i64, x1: i64, x: v128, y0: i64, y1: i64, y: v128
  for (let k: usize = 0; k < size << 1; k += 64) {
    // Column k (an even one) sums up in s0, s1 and s; column k + 1 in t0, t1 and t. What y is for column k, it is for k + 1 a step later.
    let s0: i64 = 0, s1: i64 = 0, t0: i64 = 0, t1: i64 = 0, s = f64x2.splat(0), t = s
    const low = k < size

    // a_i a_j with i < j, from the outside to the middle; doubled; then the square in the middle.
    const middle = a + (k >> 1)
    let p = low ? a : a + k + 32 - size
    let r = a + k - (p - a)
    y0 = load<i64>(r, 32); y1 = load<i64>(r, 40); y = v128.load(r, 48)
    for (; p < middle; p += 32, r -= 32) {
      x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
      t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
      y0 = load<i64>(r); y1 = load<i64>(r, 8); y = v128.load(r, 16)
      s0 += x0 * y0; s1 += x1 * y1; s = f64x2.add(s, f64x2.mul(x, y))
    }
    x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
    t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
    s0 += s0; s1 += s1; s = f64x2.add(s, s)
    t0 += t0; t1 += t1; t = f64x2.add(t, t)
    s0 += x0 * x0; s1 += x1 * x1; s = f64x2.add(s, f64x2.mul(x, x))

    // q M, one column higher.
    p = low ? QUOTIENTS : QUOTIENTS + k + 32 - size
    r = MODULUS + k - 32 - (p - QUOTIENTS)
    const end = low ? QUOTIENTS + k : QUOTIENTS + size
    y0 = load<i64>(r, 32); y1 = load<i64>(r, 40); y = v128.load(r, 48)
    for (; p < end; p += 32, r -= 32) {
      x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
      t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
      y0 = load<i64>(r); y1 = load<i64>(r, 8); y = v128.load(r, 16)
      s0 += x0 * y0; s1 += x1 * y1; s = f64x2.add(s, f64x2.mul(x, y))
    }

    // The digits of both columns. That of a low column is a quotient; the first one takes part in the second column.
    let high = f64x2.add(s, rounding)
    let sum = exact(s0, s1, high, carry)
    carry = carried(sum, high, next)
    let unsigned = v128.and(sum, mask)
    let digit = i64x2.sub(unsigned, half)
    let float = f64x2.sub(v128.or(unsigned, ones), offset)
    let to = low ? QUOTIENTS + k : out + k - size
    v128.store(to, digit); v128.store(to, float, 16)
    if (low) {
      t0 += i64x2.extract_lane(digit, 0) * m0
      t1 += i64x2.extract_lane(digit, 1) * m1
      t = f64x2.add(t, f64x2.mul(float, m))
    }
    high = f64x2.add(t, rounding)
    sum = exact(t0, t1, high, carry)
    carry = carried(sum, high, next)
    unsigned = v128.and(sum, mask)
    digit = i64x2.sub(unsigned, half)
    float = f64x2.sub(v128.or(unsigned, ones), offset)
    to = k + 32 < size ? QUOTIENTS + k + 32 : out + k + 32 - size
    v128.store(to, digit); v128.store(to, float, 16)
  }
}

/** Multiplies both lanes, two columns a pass; the contract is that of multiply in products.ts. `count` may be any odd number. */
export function multiplyHybrid(out: usize, a: usize, b: usize, count: i32): void {
  const rounding = v128.load(CONSTANTS, ROUNDING), mask = v128.load(CONSTANTS, MASK)
  const ones = v128.load(CONSTANTS, ONES), offset = v128.load(CONSTANTS, OFFSET)
  const half = v128.load(CONSTANTS, HALF), next = v128.load(CONSTANTS, NEXT)
  const m0 = load<i64>(MODULUS), m1 = load<i64>(MODULUS, 8), m = v128.load(MODULUS, 16)
  const size = <usize>count << 5
  let carry = v128.load(CONSTANTS, BIAS)
  let x0: i64, x1: i64, x: v128, y0: i64, y1: i64, y: v128
  for (let k: usize = 0; k < size << 1; k += 64) {
    let s0: i64 = 0, s1: i64 = 0, t0: i64 = 0, t1: i64 = 0, s = f64x2.splat(0), t = s
    const low = k < size

    // a_i b_(k - i) and a_i b_(k + 1 - i); in a low column, i = k + 1 is left for the end.
    let p = low ? a : a + k + 32 - size
    let r = b + k - (p - a)
    let end = low ? a + k + 32 : a + size
    y0 = load<i64>(r, 32); y1 = load<i64>(r, 40); y = v128.load(r, 48)
    for (; p < end; p += 32, r -= 32) {
      x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
      t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
      y0 = load<i64>(r); y1 = load<i64>(r, 8); y = v128.load(r, 16)
      s0 += x0 * y0; s1 += x1 * y1; s = f64x2.add(s, f64x2.mul(x, y))
    }
    if (low) {
      x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
      y0 = load<i64>(b); y1 = load<i64>(b, 8); y = v128.load(b, 16)
      t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
    }

    // q M, one column higher.
    p = low ? QUOTIENTS : QUOTIENTS + k + 32 - size
    r = MODULUS + k - 32 - (p - QUOTIENTS)
    end = low ? QUOTIENTS + k : QUOTIENTS + size
    y0 = load<i64>(r, 32); y1 = load<i64>(r, 40); y = v128.load(r, 48)
    for (; p < end; p += 32, r -= 32) {
      x0 = load<i64>(p); x1 = load<i64>(p, 8); x = v128.load(p, 16)
      t0 += x0 * y0; t1 += x1 * y1; t = f64x2.add(t, f64x2.mul(x, y))
      y0 = load<i64>(r); y1 = load<i64>(r, 8); y = v128.load(r, 16)
      s0 += x0 * y0; s1 += x1 * y1; s = f64x2.add(s, f64x2.mul(x, y))
    }

    // The digits of both columns. That of a low column is a quotient; the first one takes part in the second column.
    let high = f64x2.add(s, rounding)
    let sum = exact(s0, s1, high, carry)
    carry = carried(sum, high, next)
    let unsigned = v128.and(sum, mask)
    let digit = i64x2.sub(unsigned, half)
    let float = f64x2.sub(v128.or(unsigned, ones), offset)
    let to = low ? QUOTIENTS + k : out + k - size
    v128.store(to, digit); v128.store(to, float, 16)
    if (low) {
      t0 += i64x2.extract_lane(digit, 0) * m0
      t1 += i64x2.extract_lane(digit, 1) * m1
      t = f64x2.add(t, f64x2.mul(float, m))
    }
    high = f64x2.add(t, rounding)
    sum = exact(t0, t1, high, carry)
    carry = carried(sum, high, next)
    unsigned = v128.and(sum, mask)
    digit = i64x2.sub(unsigned, half)
    float = f64x2.sub(v128.or(unsigned, ones), offset)
    to = k + 32 < size ? QUOTIENTS + k + 32 : out + k + 32 - size
    v128.store(to, digit); v128.store(to, float, 16)
  }
}

/** A column without its high part: the rest that h leaves, plus the biased carry. */
// @ts-ignore: decorator
@inline
function exact(lane0: i64, lane1: i64, high: v128, carry: v128): v128 {
  const low64 = i64x2.replace_lane(i64x2.splat(lane0), 1, lane1)
  return i64x2.sub(i64x2.add(low64, carry), i64x2.shl(high, 60)) // h = 2^60 times the mantissa of high
}

/** What goes to the next column, in units of 2^52: the rest without its digit, and h = 2^8 units each. */
// @ts-ignore: decorator
@inline
function carried(sum: v128, high: v128, next: v128): v128 {
  return i64x2.add(i64x2.add(i64x2.shr_u(sum, 52), i64x2.shl(high, 8)), next)
}

const RADIX_HALF: i64 = 1 << 51
const RADIX_MASK: i64 = (1 << 52) - 1

/**
 * Shifts both lanes; the contract is that of shift in products.ts.
 *
 * digit 2^shift = (digit >> (52 - shift)) 2^52 + ((digit << shift) mod 2^52)
 */
export function shiftHybrid(pack: usize, count: i32): void {
  const shift0 = load<i64>(SHIFTS), shift1 = load<i64>(SHIFTS, 8)
  let carry0: i64 = 0, carry1: i64 = 0
  const end = pack + (<usize>count << 5)
  for (let at = pack; at < end; at += 32) {
    const digit0 = load<i64>(at), digit1 = load<i64>(at, 8)
    const sum0 = ((digit0 << shift0) & RADIX_MASK) + carry0, sum1 = ((digit1 << shift1) & RADIX_MASK) + carry1
    const over0 = (sum0 + RADIX_HALF) >> 52, over1 = (sum1 + RADIX_HALF) >> 52
    setDigit(at, sum0 - (over0 << 52))
    setDigit(at + 8, sum1 - (over1 << 52))
    carry0 = (digit0 >> (52 - shift0)) + over0
    carry1 = (digit1 >> (52 - shift1)) + over1
  }
}
