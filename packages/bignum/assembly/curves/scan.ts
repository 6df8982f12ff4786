// Reads one entry of a table window, by reading all of them.
import { storeDigit } from "./field"
import { ENTRY, ENTRY_T } from "./memory"
import { ENTRIES, windowBits } from "./recode"

/** Vectors of an entry: a digit of x and y each, and on an Edwards curve 2dxy, two digits to a vector. */
@inline
export function vectorsOf<Curve>(): usize {
  const curve = changetype<Curve>(0)
  return curve.digits + (curve.edwards ? (curve.digits + 1) >> 1 : 0)
}

@inline
export function entryBytes<Curve>(): usize {
  return vectorsOf<Curve>() * 16
}

@inline
function pick(entry: v128, kept: v128, match: v128): v128 {
  return ASC_FEATURE_RELAXED_SIMD
    ? v128.relaxed_laneselect<i64>(entry, kept, match)
    : v128.or(kept, v128.and(match, entry))
}

/**
 * Takes the point for one digit of the scalar.
 *
 *   does      ENTRY (and ENTRY_T) = digit `window` of the scalar times the base of the table window at `table`
 *   lengths   ENTRIES entries of 5, 8 or 11 vectors, entry j for the odd digit 2j + 1
 *   aliasing  none
 *   time      constant: every entry is read, and only masks depend on the digit
 *   source    masks as in every constant-time table; an accumulator per vector stays in a register, so the lengths are spelled out
 */
export function scan<Curve>(window: usize, table: usize): void {
  const bits = windowBits(window)
  const negative = i64(bits >> 5) - 1
  const wanted = i64x2.splat(i64((bits ^ u32(negative)) & 31))
  const one = i64x2.splat(1)
  const vectors = vectorsOf<Curve>()
  let number = i64x2.splat(0)
  let e0 = number, e1 = number, e2 = number, e3 = number, e4 = number, e5 = number
  let e6 = number, e7 = number, e8 = number, e9 = number, e10 = number
  const end = table + ENTRIES * entryBytes<Curve>()
  for (let entry = table; entry < end; entry += entryBytes<Curve>()) {
    const match = i64x2.eq(number, wanted)
    number = i64x2.add(number, one)
    e0 = pick(v128.load(entry, 0), e0, match)
    e1 = pick(v128.load(entry, 16), e1, match)
    e2 = pick(v128.load(entry, 32), e2, match)
    e3 = pick(v128.load(entry, 48), e3, match)
    e4 = pick(v128.load(entry, 64), e4, match)
    if (vectors > 5) {
      e5 = pick(v128.load(entry, 80), e5, match)
      e6 = pick(v128.load(entry, 96), e6, match)
      e7 = pick(v128.load(entry, 112), e7, match)
    }
    if (vectors > 8) {
      e8 = pick(v128.load(entry, 128), e8, match)
      e9 = pick(v128.load(entry, 144), e9, match)
      e10 = pick(v128.load(entry, 160), e10, match)
    }
  }
  const sign = i64x2.splat(negative)
  storeSigned<Curve>(0, e0, sign)
  storeSigned<Curve>(1, e1, sign)
  storeSigned<Curve>(2, e2, sign)
  storeSigned<Curve>(3, e3, sign)
  storeSigned<Curve>(4, e4, sign)
  if (changetype<Curve>(0).edwards) {
    storeSignedT<Curve>(0, v128.shuffle<i64>(e5, e5, 0, 0), sign)
    storeSignedT<Curve>(1, v128.shuffle<i64>(e5, e5, 1, 1), sign)
    storeSignedT<Curve>(2, v128.shuffle<i64>(e6, e6, 0, 0), sign)
    storeSignedT<Curve>(3, v128.shuffle<i64>(e6, e6, 1, 1), sign)
    storeSignedT<Curve>(4, v128.shuffle<i64>(e7, e7, 0, 0), sign)
    return
  }
  if (vectors > 5) {
    storeSigned<Curve>(5, e5, sign)
    storeSigned<Curve>(6, e6, sign)
    storeSigned<Curve>(7, e7, sign)
  }
  if (vectors > 8) {
    storeSigned<Curve>(8, e8, sign)
    storeSigned<Curve>(9, e9, sign)
    storeSigned<Curve>(10, e10, sign)
  }
}

/** The negative of (x | y) is (x | -y); that of (y - x | y + x) has its lanes exchanged. */
@inline
function storeSigned<Curve>(i: usize, digit: v128, sign: v128): void {
  if (changetype<Curve>(0).edwards) {
    const swapped = v128.shuffle<i64>(digit, digit, 1, 0)
    storeDigit<Curve>(ENTRY, i, v128.bitselect(swapped, digit, sign))
  } else {
    const signY = v128.shuffle<i64>(i64x2.splat(0), sign, 0, 2)
    storeDigit<Curve>(ENTRY, i, i64x2.sub(v128.xor(digit, signY), signY))
  }
}

@inline
function storeSignedT<Curve>(i: usize, digit: v128, sign: v128): void {
  storeDigit<Curve>(ENTRY_T, i, i64x2.sub(v128.xor(digit, sign), sign))
}
