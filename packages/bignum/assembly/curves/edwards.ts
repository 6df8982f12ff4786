// Points of -x^2 + y^2 = 1 + d * x^2 * y^2 as (X | Y) and (T | Z): x = X / Z, y = Y / Z, T = XY / Z.
import { coefficient, one, twiceCoefficient } from "./constants"
import { blend, canonical, copy, halfOf, highs, isZero, lows, swap } from "./field"
import {
  AFFINE, CANONICAL, ENTRY, ENTRY_T, INVERSE, LEFT, LEFT_2, PRODUCT, PRODUCT_2, RIGHT, RIGHT_2, XY, Z,
} from "./memory"

/*
 * Sizes (field.ts): all four coordinates of a point are products, size 1, and so are the entry's. `bounds` follows the sizes through
 * a formula: no factor passes 4, and the products take 5. The formulas are complete on this curve: there are no exceptions.
 */

/**
 * Adds the entry to the running point.
 *
 *   does      (XY, Z) += the point whose y - x, y + x and 2dxy are the entry
 *   lengths   one pair number each
 *   aliasing  none
 *   bounds    factors: Y1 - X1 and Y1 + X1 = 1 + 1 = 2, E = H = 1 + 1 = 2, F = G = 2 + 1 = 3, products 1
 *   time      constant
 *   source    Hisil, Wong, Carter and Dawson, "Twisted Edwards Curves Revisited" (2008), section 3.1, with Z2 = 1:
 *             A = (Y1 - X1) * (y2 - x2), B = (Y1 + X1) * (y2 + x2), C = T1 * 2d * t2, D = 2 * Z1, E = B - A, F = D - C, G = D + C,
 *             H = B + A, X3 = E * F, Y3 = G * H, T3 = E * H, Z3 = F * G
 */
export function addEntry<Curve>(): void {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  for (let o: usize = 0; o < half; o += 16) differenceAndSum<i64>(o)
  for (let o = half; o < half * 2; o += 16) differenceAndSum<f64>(o)
  curve.multiply(PRODUCT, LEFT, ENTRY)
  curve.multiply(PRODUCT_2, Z, ENTRY_T)
  for (let o: usize = 0; o < half; o += 16) sumFactors<i64>(o)
  for (let o = half; o < half * 2; o += 16) sumFactors<f64>(o)
  curve.multiply(XY, LEFT, RIGHT)
  curve.multiply(Z, LEFT_2, RIGHT_2)
}

/** LEFT = (Y1 - X1 | Y1 + X1), size 2. */
@inline
function differenceAndSum<Lane>(o: usize): void {
  const xy = v128.load(o, XY)
  const yx = swap(xy)
  v128.store(o, blend(v128.sub<Lane>(yx, xy), v128.add<Lane>(yx, xy)), LEFT)
}

/** From (A | B) and (C | ...): E and H, size 2, F and G, size 3, as the four factors. */
@inline
function sumFactors<Lane>(o: usize): void {
  const products = v128.load(o, PRODUCT)
  const a = lows(products, products)
  const b = highs(products, products)
  const scaled = v128.load(o, PRODUCT_2)
  const c = lows(scaled, scaled)
  const point = v128.load(o, Z)
  const z = highs(point, point)
  const d = v128.add<Lane>(z, z)
  storeFactors(o, v128.sub<Lane>(b, a), v128.sub<Lane>(d, c), v128.add<Lane>(d, c), v128.add<Lane>(b, a))
}

/** LEFT * RIGHT = (E * F | G * H) and LEFT_2 * RIGHT_2 = (H * E | G * F). */
@inline
function storeFactors(o: usize, e: v128, f: v128, g: v128, h: v128): void {
  v128.store(o, blend(e, g), LEFT)
  v128.store(o, blend(f, h), RIGHT)
  v128.store(o, blend(h, g), LEFT_2)
  v128.store(o, blend(e, f), RIGHT_2)
}

/**
 * Doubles the running point.
 *
 *   does      (XY, Z) = 2 * (XY, Z)
 *   lengths   one pair number each
 *   aliasing  none
 *   bounds    factors: X1 + Y1 = 2, E = 1 + 1 + 1 = 3, G = H = 1 + 1 = 2, F = 2 + 2 = 4, products 1
 *   time      constant
 *   source    the same, section 3.3, with a = -1: A = X1^2, B = Y1^2, E = (X1 + Y1)^2 - A - B, G = B - A, F = G - 2 * Z1^2,
 *             H = -(A + B), and the products as in addEntry
 */
export function double<Curve>(): void {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  for (let o: usize = 0; o < half; o += 16) sumAndZ<i64>(o)
  for (let o = half; o < half * 2; o += 16) sumAndZ<f64>(o)
  curve.square(PRODUCT, XY)
  curve.square(PRODUCT_2, LEFT)
  for (let o: usize = 0; o < half; o += 16) doubleFactors<i64>(o)
  for (let o = half; o < half * 2; o += 16) doubleFactors<f64>(o)
  curve.multiply(XY, LEFT, RIGHT)
  curve.multiply(Z, LEFT_2, RIGHT_2)
}

/** LEFT = (X1 + Y1 | Z1), size 2. */
@inline
function sumAndZ<Lane>(o: usize): void {
  const xy = v128.load(o, XY)
  v128.store(o, blend(v128.add<Lane>(xy, swap(xy)), v128.load(o, Z)), LEFT)
}

/** From (A | B) and ((X1 + Y1)^2 | Z1^2): E of size 3, G and H of 2, F of 4, as the four factors. */
@inline
function doubleFactors<Lane>(o: usize): void {
  const squares = v128.load(o, PRODUCT)
  const a = lows(squares, squares)
  const b = highs(squares, squares)
  const others = v128.load(o, PRODUCT_2)
  const zz = highs(others, others)
  const sum = v128.add<Lane>(a, b)
  const e = v128.sub<Lane>(lows(others, others), sum)
  const g = v128.sub<Lane>(b, a)
  const f = v128.sub<Lane>(v128.sub<Lane>(g, zz), zz)
  storeFactors(o, e, f, g, v128.sub<Lane>(i64x2.splat(0), sum))
}

/** The running point becomes the affine point (x | y): T = xy, Z = 1. */
export function start<Curve>(affine: usize): void {
  copy<Curve>(XY, affine)
  for (let o: usize = 0; o < halfOf<Curve>() * 2; o += 16) {
    const point = v128.load(affine + o)
    const unit = v128.load(one<Curve>() + o)
    v128.store(o, blend(point, unit), LEFT)
    v128.store(o, highs(point, unit), RIGHT)
  }
  changetype<Curve>(0).multiply(Z, LEFT, RIGHT)
}

/** The running point becomes the entry: the neutral point (0 | 1) plus the entry. */
export function startFromEntry<Curve>(): void {
  const zero = i64x2.splat(0)
  for (let o: usize = 0; o < halfOf<Curve>() * 2; o += 16) {
    const neutral = blend(zero, v128.load(one<Curve>() + o))
    v128.store(o, neutral, XY)
    v128.store(o, neutral, Z)
  }
  addEntry<Curve>()
}

/** The entry becomes the affine point (x | y). */
export function takeEntry<Curve>(affine: usize): void {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  for (let o: usize = 0; o < half; o += 16) entryFactors<i64>(affine, o)
  for (let o = half; o < half * 2; o += 16) entryFactors<f64>(affine, o)
  curve.multiply(ENTRY_T, LEFT, RIGHT)
  curve.multiply(ENTRY_T, ENTRY_T, twiceCoefficient<Curve>())
  curve.multiply(ENTRY, ENTRY, one<Curve>())
}

/** ENTRY = (y - x | y + x), size 2; LEFT and RIGHT = x and y in both lanes. */
@inline
function entryFactors<Lane>(affine: usize, o: usize): void {
  const xy = v128.load(affine + o)
  const yx = swap(xy)
  v128.store(o, blend(v128.sub<Lane>(yx, xy), v128.add<Lane>(yx, xy)), ENTRY)
  v128.store(o, lows(xy, xy), LEFT)
  v128.store(o, highs(xy, xy), RIGHT)
}

/** Stores the affine point (x | y) as a table entry: the integers of ENTRY, then one lane of those of ENTRY_T. */
export function putEntry<Curve>(entry: usize, affine: usize): void {
  takeEntry<Curve>(affine)
  memory.copy(entry, ENTRY, halfOf<Curve>())
  for (let i: usize = 0; i < changetype<Curve>(0).digits; i++) {
    store<i64>(entry + halfOf<Curve>() + 8 * i, load<i64>(ENTRY_T + 16 * i))
  }
}

/** out = the affine point of (xy, z), given 1 / Z in both lanes of INVERSE. */
export function toAffine<Curve>(out: usize, xy: usize, z: usize): void {
  changetype<Curve>(0).multiply(out, xy, INVERSE)
}

/** Whether AFFINE satisfies y^2 - x^2 - 1 - d * x^2 * y^2 = 0. */
export function isOnCurve<Curve>(): bool {
  const curve = changetype<Curve>(0)
  const half = halfOf<Curve>()
  curve.square(PRODUCT, AFFINE)
  for (let o: usize = 0; o < half * 2; o += 16) {
    const squares = v128.load(o, PRODUCT)
    v128.store(o, lows(squares, squares), LEFT)
    v128.store(o, highs(squares, squares), RIGHT)
  }
  curve.multiply(PRODUCT, LEFT, RIGHT)
  curve.multiply(PRODUCT, PRODUCT, coefficient<Curve>())
  for (let o: usize = 0; o < half; o += 16) equation<Curve, i64>(o)
  for (let o = half; o < half * 2; o += 16) equation<Curve, f64>(o)
  curve.multiply(PRODUCT, LEFT, one<Curve>())
  canonical<Curve>(CANONICAL, PRODUCT)
  return isZero<Curve>(CANONICAL)
}

/** LEFT = y^2 - x^2 - 1 - d * x^2 * y^2, size 4, in both lanes. */
@inline
function equation<Curve, Lane>(o: usize): void {
  const left = v128.sub<Lane>(v128.sub<Lane>(v128.load(o, RIGHT), v128.load(o, LEFT)), v128.load(one<Curve>() + o))
  v128.store(o, v128.sub<Lane>(left, v128.load(o, PRODUCT)), LEFT)
}
