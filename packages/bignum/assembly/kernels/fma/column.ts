// A column of a product by fused multiply-adds: one product of digits as two integers, and the digit of a sum of them.
//
// Digits x and y are f64 with |x|, |y| <= 2^51. Their product is 2^51 h + l with integers h and |l| <= 2^50:
//
//   high = fl(x y + C1), C1 = 1.5 * 2^103. x y + C1 lies in 2^103 .. 2^104, where the last place of an f64 is worth 2^51: so
//          high = C1 + 2^51 h, h = x y / 2^51 to the nearest integer. As i64, the bits of high are those of C1 plus h; at the very
//          end, x = y = -2^51, high is 2^104, whose bits go on counting by the same step.
//   low  = fl(x y + (C2 - high)), C2 = C1 + 1.5 * 2^52. C2 - high = 1.5 * 2^52 - 2^51 h is a multiple of 2^51, at most 2^51 + 3
//          times: the subtraction is exact. The sum is 1.5 * 2^52 + l, between 2^52 and 2^53, where the last place is worth 1:
//          exact as well. As i64, the bits of low are those of 1.5 * 2^52 plus l.
//
// So a column is summed up in two integer lanes, H of the bits of high and L of the bits of low; all but h and l in them is known
// beforehand, and is in the values that H and L start with (starts.ts). Both wrap around modulo 2^64 without harm.
//
// With at most 83 products in a column, and starts.ts, at its end
//   H = 2^60 + sum of h,         |sum of h| <= 83 * 2^51 < 2^58
//   L + carry = 2^62 + 2^51 + sum of l + true carry, |sum of l| < 2^57, |true carry| <= 83 * 2^50 + 2^6 < 2^57
// are positive. The column is T = 2^51 H + L + carry less 2^51 and multiples of 2^52: its balanced digit is T mod 2^52, less 2^51; and
// floor(T / 2^52) = floor((H + floor((L + carry) / 2^51)) / 2), below 2^61, is the next carry, with a bias of 2^59 + 2^10.
//
// Source: the two multiply-adds are those of Emmart, Zheng and Weems, Faster Modular Exponentiation Using Double Precision
// Floating Point Arithmetic on the GPU (ARITH 2018), and of Mitscha-Baude's kernels for WebAssembly. They have digits of 51 bits, 0 or
// more; balanced ones may have 52, which saves a digit of 1024 bits and of 2048.

/** Loaded once per call: V8 builds a constant vector anew at each use in a loop. */
export const CONSTANTS: usize = memory.data<u64>([
  0x4668000000000000, 0x4668000000000000, // C1
  0x4668000000000003, 0x4668000000000003, // C2
  0x000fffffffffffff, 0x000fffffffffffff, // MASK: 2^52 - 1
  0x4330000000000000, 0x4330000000000000, // ONES: the f64 2^52; with d < 2^52 in its mantissa it is 2^52 + d
  0x4338000000000000, 0x4338000000000000, // OFFSET: the f64 2^52 + 2^51
], 16)
export const C1: usize = 0, C2: usize = 16, MASK: usize = 32, ONES: usize = 48, OFFSET: usize = 64

/** The bits of C1 and of 1.5 * 2^52, which each product brings along. */
export const HIGH_BITS: u64 = 0x4668000000000000
export const LOW_BITS: u64 = 0x4338000000000000

// @ts-ignore: decorator
@inline
export function high(x: v128, y: v128, c1: v128): v128 {
  return v128.relaxed_madd<f64>(x, y, c1)
}

// @ts-ignore: decorator
@inline
export function low(x: v128, y: v128, high: v128, c2: v128): v128 {
  return v128.relaxed_madd<f64>(x, y, f64x2.sub(c2, high))
}

/** The digit of a column. `sum` is L + carry. */
// @ts-ignore: decorator
@inline
export function digitOf(sum: v128, H: v128, mask: v128, ones: v128, offset: v128): v128 {
  const unsigned = v128.and(i64x2.add(sum, i64x2.shl(H, 51)), mask)
  return f64x2.sub(v128.or(unsigned, ones), offset)
}

/** What goes to the next column. */
// @ts-ignore: decorator
@inline
export function carryOf(sum: v128, H: v128): v128 {
  return i64x2.shr_u(i64x2.add(H, i64x2.shr_u(sum, 51)), 1)
}
