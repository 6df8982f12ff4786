// The inverse of a field element by divsteps, in constant time.
import { multiplyAdd, pair } from "./lanes"
import { one } from "./constants"
import { canonical, halfOf } from "./field"
import { CANONICAL, DE, DE_FLOATS, FG, FG_FLOATS, MATRIX, ZETA } from "./memory"

/** 1.5 * 2^110, the rounder of the products, as bits: see scripts/fields/plan.ts. */
const ROUNDER: i64 = 0x46d8000000000000
const UNIT_BITS: i32 = 58

// One batch makes (u * f + v * g, q * f + t * g) / 2^radixBits of (f, g): u, v, q, t stand in this order at MATRIX. ZETA holds
// -(delta + 1/2) of the half-delta divsteps. They are secret, so they live where wipeCurves finds them.

/**
 * Inverts one field element.
 *
 *   does      out = R^2 / element mod p in both lanes (R as in the field's multiply), 0 for 0
 *   lengths   element: address of one lane of a product; out: a pair number of digits up to 2^(radixBits - 1)
 *   aliasing  out may hold element
 *   time      constant: the number of divsteps depends on the length of p alone
 *   source    Bernstein and Yang, "Fast constant-time gcd computation and modular inversion" (2019), with the half-delta
 *             variant of Wuille; floor((45907 * bits + 26313) / 19929) divsteps suffice for every f and g below 2^bits
 *
 * Bounds. A row (u, v) of a batch's matrix has |u| + |v| <= 2^radixBits: each divstep at most doubles it. (f, g) never grow. (d, e)
 * stay numbers with d = f / element and e = g / element times R^2; the multiple m of p that a batch adds has |m| <= 2^(radixBits - 1), so
 * the batch adds at most p / 2 to the larger of |d| and |e|: the at most 26 batches leave them below p + 13p = 14p. Digits but the top
 * one are below 2^radixBits; so is a column u d + v e + m p below 2^radixBits (2^radixBits + 2^(radixBits - 1)) < 2^105, and in the top
 * digit below 14 times that, 2^109. The f64 sum rounds each of its numbers below 2^109 by at most 2^56, and top digits of d and e
 * (55 bits) by at most 2, times 2^52: it is off by less than 2^60, and what is left of the column after rounding to a multiple of 2^58
 * fits a lane with the carry and the bias. A last product with 1 takes a top digit of size 28 and brings the answer into its bounds.
 */
export function invert<Curve>(out: usize, element: usize): void {
  const curve = changetype<Curve>(0)
  const steps = (45907 * curve.fieldBits + 26313) / 19929
  canonical<Curve>(CANONICAL, element)
  start<Curve>()
  store<i64>(ZETA, -1)
  for (let left = steps; left > 0; left -= curve.radixBits) {
    divsteps<Curve>(left < curve.radixBits ? left : curve.radixBits)
    apply<Curve>()
  }
  // f ended as 1 or -1, so d is the inverse or its negative.
  const sign = load<i64>(FG + 16 * (curve.digits - 1)) >> 63
  for (let i: usize = 0; i < curve.digits; i++) {
    const digit = (load<i64>(DE + 16 * i) ^ sign) - sign
    v128.store(out + 16 * i, i64x2.splat(digit))
    v128.store(out + halfOf<Curve>() + 16 * i, f64x2.splat(f64(digit)))
  }
  curve.multiply(out, out, one<Curve>())
}

/** (f | g) = (p | element), (d | e) = (0 | R^2). */
function start<Curve>(): void {
  const curve = changetype<Curve>(0)
  for (let i: usize = 0; i < curve.digits; i++) {
    const f = load<i64>(curve.prime + 8 * i)
    const g = load<i64>(CANONICAL + 8 * i)
    const e = load<i64>(curve.radixSquared + 8 * i)
    v128.store(FG + 16 * i, pair(f, g))
    v128.store(FG_FLOATS + 16 * i, f64x2.replace_lane(f64x2.splat(f64(f)), 1, f64(g)))
    v128.store(DE + 16 * i, pair(0, e))
    v128.store(DE_FLOATS + 16 * i, f64x2.replace_lane(f64x2.splat(0), 1, f64(e)))
  }
}

/**
 * The matrix of `count` divsteps on the low digits of f and g, scaled to 2^radixBits. A row (x, y) of the matrix is kept as
 * x + y * 2^32 in one integer, which holds for half a batch: entries are at most 2^26.
 */
function divsteps<Curve>(count: i32): void {
  const first = count >> 1
  let f = load<i64>(FG)
  let g = load<i64>(FG, 8)
  let top: i64 = 1
  let bottom: i64 = i64(1) << 32
  let u1: i64 = 0
  let v1: i64 = 0
  let q1: i64 = 0
  let t1: i64 = 0
  let zeta = load<i64>(ZETA)
  for (let i = 0; i < count; i++) {
    if (i == first) {
      u1 = (top << 32) >> 32
      v1 = (top - u1) >> 32
      q1 = (bottom << 32) >> 32
      t1 = (bottom - q1) >> 32
      top = 1
      bottom = i64(1) << 32
    }
    const negative = zeta >> 63
    const odd = -(g & 1)
    g += ((f ^ negative) - negative) & odd
    bottom += ((top ^ negative) - negative) & odd
    const swapped = negative & odd
    zeta = (zeta ^ swapped) - 1
    f += g & swapped
    top += bottom & swapped
    g >>= 1
    top <<= 1
  }
  store<i64>(ZETA, zeta)
  const u2 = (top << 32) >> 32
  const v2 = (top - u2) >> 32
  const q2 = (bottom << 32) >> 32
  const t2 = (bottom - q2) >> 32
  const scale = i64(changetype<Curve>(0).radixBits - count)
  store<i64>(MATRIX, (u2 * u1 + v2 * q1) << scale)
  store<i64>(MATRIX, (u2 * v1 + v2 * t1) << scale, 8)
  store<i64>(MATRIX, (q2 * u1 + t2 * q1) << scale, 16)
  store<i64>(MATRIX, (q2 * v1 + t2 * t1) << scale, 24)
}

/**
 * (f | g) and (d | e) times the matrix, divided by 2^radixBits: one digit down. d and e first get the multiple of p that
 * makes them divisible. Columns are built as in the products: low 64 bits by wrapping integers, the rest by rounded floats.
 */
function apply<Curve>(): void {
  const curve = changetype<Curve>(0)
  const radix = curve.radixBits
  const unused = 64 - i64(radix)
  const u = load<i64>(MATRIX)
  const v = load<i64>(MATRIX, 8)
  const q = load<i64>(MATRIX, 16)
  const t = load<i64>(MATRIX, 24)
  const md = (((u * load<i64>(DE) + v * load<i64>(DE, 8)) * curve.negativeInverse) << unused) >> unused
  const me = (((q * load<i64>(DE) + t * load<i64>(DE, 8)) * curve.negativeInverse) << unused) >> unused
  const uq = f64x2.replace_lane(f64x2.splat(f64(u)), 1, f64(q))
  const vt = f64x2.replace_lane(f64x2.splat(f64(v)), 1, f64(t))
  const m = f64x2.replace_lane(f64x2.splat(f64(md)), 1, f64(me))
  const rounder = i64x2.splat(ROUNDER)
  const bias = i64x2.splat(ROUNDER << (UNIT_BITS - radix))
  const biasAbove = i64x2.splat(i64(u64(ROUNDER << (UNIT_BITS - radix)) >> radix))
  const mask = i64x2.splat((i64(1) << radix) - 1)
  const exponent = i64x2.splat(0x4330000000000000)
  let carryFG = bias
  let carryDE = bias
  for (let o: usize = 0; o < halfOf<Curve>(); o += 16) {
    const f = load<i64>(o, FG)
    const g = load<i64>(o, FG + 8)
    let high = f64x2.mul(uq, v128.load64_splat(o, FG_FLOATS))
    high = f64x2.add(multiplyAdd(vt, v128.load64_splat(o, FG_FLOATS + 8), high), rounder)
    let column = i64x2.sub(pair(u * f + v * g, q * f + t * g), i64x2.shl(high, UNIT_BITS))
    column = i64x2.add(column, carryFG)
    carryFG = i64x2.add(i64x2.sub(i64x2.shl(high, UNIT_BITS - radix), biasAbove), i64x2.shr_u(column, radix))
    column = v128.and(column, mask)
    v128.store(o, column, FG - 16)
    v128.store(o, f64x2.sub(v128.or(column, exponent), exponent), FG_FLOATS - 16)

    const d = load<i64>(o, DE)
    const e = load<i64>(o, DE + 8)
    const p = load<i64>(curve.prime + (o >> 1))
    high = f64x2.mul(uq, v128.load64_splat(o, DE_FLOATS))
    high = multiplyAdd(vt, v128.load64_splat(o, DE_FLOATS + 8), high)
    high = f64x2.add(multiplyAdd(m, f64x2.splat(f64(p)), high), rounder)
    column = i64x2.sub(pair(u * d + v * e + md * p, q * d + t * e + me * p), i64x2.shl(high, UNIT_BITS))
    column = i64x2.add(column, carryDE)
    carryDE = i64x2.add(i64x2.sub(i64x2.shl(high, UNIT_BITS - radix), biasAbove), i64x2.shr_u(column, radix))
    column = v128.and(column, mask)
    v128.store(o, column, DE - 16)
    v128.store(o, f64x2.sub(v128.or(column, exponent), exponent), DE_FLOATS - 16)
  }
  const top = halfOf<Curve>() - 16
  storeTop(FG + top, FG_FLOATS + top, i64x2.sub(carryFG, bias))
  storeTop(DE + top, DE_FLOATS + top, i64x2.sub(carryDE, bias))
}

/** The top digits are signed and those of d and e may have 54 bits, so they are converted one by one. */
@inline
function storeTop(integers: usize, floats: usize, digit: v128): void {
  v128.store(integers, digit)
  const low = f64(i64x2.extract_lane(digit, 0))
  v128.store(floats, f64x2.replace_lane(f64x2.splat(low), 1, f64(i64x2.extract_lane(digit, 1))))
}
