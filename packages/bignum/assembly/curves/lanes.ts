// Two lanes of 64 bits: the multiply-add that a build may fuse, and a pair of integers.

/**
 * sum + a * b in both lanes. A build with relaxed SIMD may round once instead of twice: callers hold for both.
 */
@inline
export function multiplyAdd(a: v128, b: v128, sum: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD ? v128.relaxed_madd<f64>(a, b, sum) : f64x2.add(sum, f64x2.mul(a, b))
}

/** (low | high) as one vector. */
@inline
export function pair(low: i64, high: i64): v128 {
  return i64x2.replace_lane(i64x2.splat(low), 1, high)
}
