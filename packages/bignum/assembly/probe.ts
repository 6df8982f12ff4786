// Whether relaxed multiply-adds are fused: a module of its own, so that it can be asked before the fma build is compiled.

/** x y + z in both lanes by relaxed SIMD, of which the engine may round the product or not; answers one of them. */
export function multiplyAdd(x: f64, y: f64, z: f64, lane: i32): f64 {
  const sum = v128.relaxed_madd<f64>(f64x2.splat(x), f64x2.splat(y), f64x2.splat(z))
  return lane == 0 ? f64x2.extract_lane(sum, 0) : f64x2.extract_lane(sum, 1)
}
