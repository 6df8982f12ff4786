// Points of y^2 = x^3 + ax + b with a = -3 or 0, as (X | Y) and (ZZ | ZZZ): x = X / ZZ, y = Y / ZZZ, ZZ^3 = ZZZ^2.
import { coefficient, one } from "./constants"
import { blend, canonical, copy, halfOf, highs, isZero, lows, swap } from "./field"
import { AFFINE, CANONICAL, ENTRY, INVERSE, LEFT, LEFT_2, PRODUCT, PRODUCT_2, RIGHT, RIGHT_2, SCALE, XY, Z } from "./memory"

/*
 * Sizes (field.ts): every product is 1, and the size of a sum or difference is at most the sum of the sizes. A point here has X at
 * most 4, Y at most 2, ZZ and ZZZ 1; an entry has 1. `bounds` follows the sizes through a formula: it has to end with a point of
 * these sizes, and no factor may pass 5, which is what the products take (scripts/fields/plan.ts).
 *
 * A loop does its digits twice, as integers and as floats: `Lane` is i64 or f64, the body is the same.
 */

/**
 * Adds the entry to the running point.
 *
 *   does      (XY, Z) += ENTRY, for a ENTRY that is neither the running point nor its negative; else ZZZ becomes 0
 *   lengths   one pair number each
 *   aliasing  none
 *   bounds    factors: P = 1 + 4 = 5, R = 1 + 2 = 3, X1 = 4, Y1 = 2, Q - X3 = 1 + 4 = 5, products 1. The sum: X3 = 1 + 1 + 2 = 4,
 *             Y3 = 1 + 1 = 2, ZZ3 = ZZZ3 = 1
 *   time      constant
 *   source    Explicit-Formulas Database, shortw/xyzz, madd-2008-s: P = U2 - X1, R = S2 - Y1, Q = X1 * PP,
 *             X3 = RR - PPP - 2Q, Y3 = R * (Q - X3) - Y1 * PPP, ZZ3 = ZZ1 * PP, ZZZ3 = ZZZ1 * PPP
 */
export function addEntry<Curve>(): void {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  curve.multiply(PRODUCT, ENTRY, Z)
  for (let o: usize = 0; o < half; o += 16) differences<i64>(o)
  for (let o = half; o < half * 2; o += 16) differences<f64>(o)
  curve.square(PRODUCT_2, PRODUCT)
  for (let o: usize = 0; o < half * 2; o += 16) {
    const squares = v128.load(o, PRODUCT_2)
    v128.store(o, lows(squares, squares), RIGHT)
  }
  curve.multiply(PRODUCT, LEFT, RIGHT)
  for (let o: usize = 0; o < half; o += 16) sumX<i64>(o)
  for (let o = half; o < half * 2; o += 16) sumX<f64>(o)
  curve.multiply(RIGHT_2, LEFT_2, RIGHT_2)
  curve.multiply(Z, Z, SCALE)
  for (let o: usize = 0; o < half; o += 16) sumY<i64>(o)
  for (let o = half; o < half * 2; o += 16) sumY<f64>(o)
}

/** From (U2 | S2): PRODUCT = (P | R), sizes 5 and 3; LEFT = (P | X1); LEFT_2 = (Y1 | R). */
@inline
function differences<Lane>(o: usize): void {
  const point = v128.load(o, XY)
  const difference = v128.sub<Lane>(v128.load(o, PRODUCT), point)
  v128.store(o, difference, PRODUCT)
  v128.store(o, lows(difference, point), LEFT)
  v128.store(o, highs(point, difference), LEFT_2)
}

/** From (PP | RR) and (PPP | Q): X3, size 4, in both lanes of XY; RIGHT_2 = (PPP | Q - X3), size 5; SCALE = (PP | PPP). */
@inline
function sumX<Lane>(o: usize): void {
  const squares = v128.load(o, PRODUCT_2)
  const products = v128.load(o, PRODUCT)
  const q = highs(products, products)
  const x = v128.sub<Lane>(v128.sub<Lane>(v128.sub<Lane>(highs(squares, squares), lows(products, products)), q), q)
  v128.store(o, blend(products, v128.sub<Lane>(q, x)), RIGHT_2)
  v128.store(o, lows(squares, products), SCALE)
  v128.store(o, x, XY)
}

/** From (first | second): Y3 = second - first, size 2, beside the X3 that stands in XY. */
@inline
function sumY<Lane>(o: usize): void {
  const products = v128.load(o, RIGHT_2)
  v128.store(o, blend(v128.load(o, XY), v128.sub<Lane>(products, lows(products, products))), XY)
}

/**
 * Doubles the running point.
 *
 *   does      (XY, Z) = 2 * (XY, Z)
 *   lengths   one pair number each
 *   aliasing  none
 *   bounds    factors: U = 2 + 2 = 4, X1 = 4, X1 - ZZ1 and X1 + ZZ1 = 4 + 1 = 5, M = 3, Y1 = 2, S - X3 = 1 + 3 = 4, products 1. The
 *             double: X3 = 1 + 2 = 3, Y3 = 1 + 1 = 2, ZZ3 = ZZZ3 = 1
 *   time      constant
 *   source    Explicit-Formulas Database, shortw/xyzz, dbl-2008-s-1: U = 2Y1, V = U^2, W = U * V, S = X1 * V,
 *             M = 3 * X1^2 + a * ZZ1^2, X3 = M^2 - 2S, Y3 = M * (S - X3) - W * Y1, ZZ3 = V * ZZ1, ZZZ3 = W * ZZZ1.
 *             For a = -3, M is 3 * (X1 - ZZ1) * (X1 + ZZ1): the difference of the squares, tripled, would have size 6
 */
export function double<Curve>(): void {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  for (let o: usize = 0; o < half; o += 16) doubledY<i64>(o)
  for (let o = half; o < half * 2; o += 16) doubledY<f64>(o)
  if (curve.isMinusThree) curve.multiply(PRODUCT_2, LEFT, RIGHT)
  else curve.square(PRODUCT_2, LEFT_2)
  for (let o: usize = 0; o < half * 2; o += 16) {
    const products = v128.load(o, PRODUCT_2)
    v128.store(o, lows(products, products), RIGHT)
  }
  curve.multiply(PRODUCT, LEFT_2, RIGHT)
  for (let o: usize = 0; o < half; o += 16) slope<i64>(o)
  for (let o = half; o < half * 2; o += 16) slope<f64>(o)
  curve.square(RIGHT, RIGHT)
  for (let o: usize = 0; o < half; o += 16) doubledX<i64>(o)
  for (let o = half; o < half * 2; o += 16) doubledX<f64>(o)
  curve.multiply(RIGHT_2, LEFT_2, RIGHT_2)
  curve.multiply(Z, Z, SCALE)
  for (let o: usize = 0; o < half; o += 16) sumY<i64>(o)
  for (let o = half; o < half * 2; o += 16) sumY<f64>(o)
}

/** LEFT_2 = (U | X1), sizes 4 and 4; LEFT = (U | X1 - ZZ1) and RIGHT = (U | X1 + ZZ1), size 5. */
@inline
function doubledY<Lane>(o: usize): void {
  const yx = swap(v128.load(o, XY))
  const ux = blend(v128.add<Lane>(yx, yx), yx)
  const z = v128.load(o, Z)
  const zz = lows(z, z)
  v128.store(o, ux, LEFT_2)
  v128.store(o, blend(ux, v128.sub<Lane>(yx, zz)), LEFT)
  v128.store(o, blend(ux, v128.add<Lane>(yx, zz)), RIGHT)
}

/** From (V | M / 3): M, size 3, in both lanes of RIGHT; LEFT_2 = (Y1 | M). */
@inline
function slope<Lane>(o: usize): void {
  const products = v128.load(o, PRODUCT_2)
  const third = highs(products, products)
  const m = v128.add<Lane>(third, v128.add<Lane>(third, third))
  v128.store(o, m, RIGHT)
  v128.store(o, highs(v128.load(o, XY), m), LEFT_2)
}

/** From M^2 and (W | S): X3, size 3, in both lanes of XY; RIGHT_2 = (W | S - X3), size 4; SCALE = (V | W). */
@inline
function doubledX<Lane>(o: usize): void {
  const products = v128.load(o, PRODUCT)
  const s = highs(products, products)
  const x = v128.sub<Lane>(v128.sub<Lane>(v128.load(o, RIGHT), s), s)
  v128.store(o, x, XY)
  v128.store(o, blend(products, v128.sub<Lane>(s, x)), RIGHT_2)
  v128.store(o, lows(v128.load(o, PRODUCT_2), products), SCALE)
}

/** The running point becomes the affine point (x | y). */
export function start<Curve>(affine: usize): void {
  copy<Curve>(XY, affine)
  copy<Curve>(Z, one<Curve>())
}

/** The running point becomes the entry. */
export function startFromEntry<Curve>(): void {
  start<Curve>(ENTRY)
}

/** The entry becomes the affine point (x | y). */
export function takeEntry<Curve>(affine: usize): void {
  copy<Curve>(ENTRY, affine)
}

/** Stores the affine point (x | y) as a table entry: the integers are enough. */
export function putEntry<Curve>(entry: usize, affine: usize): void {
  memory.copy(entry, affine, halfOf<Curve>())
}

/** out = the affine point of (xy, z), given 1 / ZZZ in both lanes of INVERSE: 1 / ZZ = (ZZ / ZZZ)^2. */
export function toAffine<Curve>(out: usize, xy: usize, z: usize): void {
  const curve = changetype<Curve>(0)
  curve.multiply(PRODUCT, z, INVERSE)
  curve.square(PRODUCT, PRODUCT)
  for (let o: usize = 0; o < halfOf<Curve>() * 2; o += 16) {
    v128.store(o, blend(v128.load(o, PRODUCT), v128.load(o, INVERSE)), LEFT)
  }
  curve.multiply(out, xy, LEFT)
}

/** Whether AFFINE satisfies (x^2 + a) * x + b = y^2. */
export function isOnCurve<Curve>(): bool {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  curve.square(PRODUCT, AFFINE)
  for (let o: usize = 0; o < half; o += 16) withA<Curve, i64>(o)
  for (let o = half; o < half * 2; o += 16) withA<Curve, f64>(o)
  curve.multiply(PRODUCT_2, LEFT, AFFINE)
  for (let o: usize = 0; o < half; o += 16) equation<Curve, i64>(o)
  for (let o = half; o < half * 2; o += 16) equation<Curve, f64>(o)
  curve.multiply(PRODUCT, LEFT, one<Curve>())
  canonical<Curve>(CANONICAL, PRODUCT)
  return isZero<Curve>(CANONICAL)
}

/** LEFT = x^2 + a, size 4, in the low lane. */
@inline
function withA<Curve, Lane>(o: usize): void {
  const curve = changetype<Curve>(0)
  let sum = v128.load(o, PRODUCT)
  if (curve.isMinusThree) {
    const unit = v128.load(o + one<Curve>())
    sum = v128.sub<Lane>(sum, v128.add<Lane>(unit, v128.add<Lane>(unit, unit)))
  }
  v128.store(o, sum, LEFT)
}

/** LEFT = y^2 - (x^2 + a) * x - b, size 3, in the low lane. */
@inline
function equation<Curve, Lane>(o: usize): void {
  const squares = v128.load(o, PRODUCT)
  const left = v128.sub<Lane>(highs(squares, squares), v128.load(o, PRODUCT_2))
  v128.store(o, v128.sub<Lane>(left, v128.load(o + coefficient<Curve>())), LEFT)
}
