// The public point of a scalar: fixed-base multiplication with masked table scans, the same for every curve.
import { plainOne } from "./constants"
import { canonical, isZero, toBytes } from "./field"
import { addEntry, double, isOnCurve, start, startFromEntry, toAffine } from "./group"
import { invert } from "./invert"
import { AFFINE, CANONICAL, CANONICAL_Y, ENTRY, INVERSE, POINT, windowOf, XY, Z } from "./memory"
import { ENTRIES, lastAdditionDoubles, readClampedScalar, readScalar, recode, WINDOW_BITS } from "./recode"
import { entryBytes, scan } from "./scan"
import { prepareTable } from "./table"

// What a multiplication answers; src/curves.ts reads it.
/** The scalar is not one that a key may have. */
const REFUSED: i32 = 0
/** The point stands at POINT. */
const DONE: i32 = 1
/** The computation went wrong: the point would be off the curve. */
const FAULT: i32 = 2

/**
 * Multiplies the base point by the scalar at SCALAR.
 *
 *   does      POINT = x || y big endian, or the encoding of RFC 8032 section 5.1.2; answers REFUSED, DONE or FAULT. The
 *             caller then calls wipeCurves
 *   lengths   SCALAR holds curve.scalarBytes bytes, big endian (Ed25519: little endian)
 *   aliasing  none
 *   time      depends on the curve, on how often it was used, and on whether the scalar is refused
 *   source    windows of odd signed digits (recode.ts); Brickell, Gordon, McCurley and Wilson (1992) for the full table
 */
export function multiplyBase<Curve>(): i32 {
  const allWindows = prepareTable<Curve>()
  const accepted = changetype<Curve>(0).edwards ? readClampedScalar() : readScalar<Curve>()
  if (!accepted) return REFUSED
  recode<Curve>()
  if (allWindows) sumWindows<Curve>()
  else shiftAndAdd<Curve>()
  return finish<Curve>(allWindows)
}

/** One addition per window, from a table that has them all. */
function sumWindows<Curve>(): void {
  const curve = changetype<Curve>(0)
  const windowBytes = ENTRIES * entryBytes<Curve>()
  scan<Curve>(0, curve.table)
  startFromEntry<Curve>()
  for (let w: usize = 1; w < curve.windows; w++) {
    scan<Curve>(w, curve.table + w * windowBytes)
    addEntry<Curve>()
  }
}

/** One window for all places: six doublings between two additions. */
function shiftAndAdd<Curve>(): void {
  const curve = changetype<Curve>(0)
  const window = windowOf(curve.index)
  scan<Curve>(curve.windows - 1, window)
  startFromEntry<Curve>()
  for (let w = curve.windows - 1; w-- > 0; ) {
    for (let i: usize = 0; i < WINDOW_BITS; i++) double<Curve>()
    scan<Curve>(w, window)
    addEntry<Curve>()
  }
}

/** Makes the running point affine, checks it and writes it out. */
function finish<Curve>(allWindows: bool): i32 {
  invert<Curve>(INVERSE, Z + 8)
  if (!changetype<Curve>(0).edwards && hasNoInverse<Curve>()) {
    if (!lastAdditionDoubles<Curve>(allWindows)) return FAULT
    start<Curve>(ENTRY)
    double<Curve>()
    invert<Curve>(INVERSE, Z + 8)
  }
  toAffine<Curve>(AFFINE, XY, Z)
  if (!isOnCurve<Curve>()) return FAULT
  writePoint<Curve>()
  return DONE
}

/** Whether Z was 0. Its inverse is then 0 too. */
function hasNoInverse<Curve>(): bool {
  canonical<Curve>(CANONICAL, INVERSE)
  return isZero<Curve>(CANONICAL)
}

function writePoint<Curve>(): void {
  const curve = changetype<Curve>(0)
  const bytes = usize((curve.fieldBits + 7) >> 3)
  curve.multiply(AFFINE, AFFINE, plainOne<Curve>())
  canonical<Curve>(CANONICAL, AFFINE)
  canonical<Curve>(CANONICAL_Y, AFFINE + 8)
  if (curve.edwards) {
    // Section 5.1.2: y, and the lowest bit of x above it.
    toBytes<Curve>(POINT, CANONICAL_Y, 1)
    store<u8>(POINT, load<u8>(POINT, 31) | u8((load<i64>(CANONICAL) & 1) << 7), 31)
  } else {
    toBytes<Curve>(POINT + bytes - 1, CANONICAL, -1)
    toBytes<Curve>(POINT + 2 * bytes - 1, CANONICAL_Y, -1)
  }
}
