// Pair numbers: two field elements, one in each lane, as balanced digits that are kept as integers and as floats.
import { CANONICAL_TRIAL } from "./memory"

/*
 * A pair number of n digits takes 32 * n bytes: n vectors of two i64 digits, then the same digits as f64. Additions and
 * subtractions are made digit by digit in both halves and never carry; a product (fields/*.ts) takes digits of up to
 * 5 * 2^(radixBits - 1) and gives digits of 2^(radixBits - 1). The "size" of a number is the number before 2^(radixBits - 1).
 */

/** (low lane of a | low lane of b) */
@inline
export function lows(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 2)
}

/** (high lane of a | high lane of b) */
@inline
export function highs(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 1, 3)
}

/** (low lane of a | high lane of b) */
@inline
export function blend(a: v128, b: v128): v128 {
  return v128.shuffle<i64>(a, b, 0, 3)
}

/** The lanes of a, exchanged. */
@inline
export function swap(a: v128): v128 {
  return v128.shuffle<i64>(a, a, 1, 0)
}

/** Bytes of one half of a pair number: the integers end and the floats begin here. */
@inline
export function halfOf<Curve>(): usize {
  return changetype<Curve>(0).digits * 16
}

/** out = a. */
export function copy<Curve>(out: usize, a: usize): void {
  for (let o: usize = 0; o < halfOf<Curve>() * 2; o += 16) v128.store(out + o, v128.load(a + o))
}

/** out = the high lane of a, in both lanes. */
export function spread<Curve>(out: usize, a: usize): void {
  for (let o: usize = 0; o < halfOf<Curve>() * 2; o += 16) {
    const digit = v128.load(a + o)
    v128.store(out + o, highs(digit, digit))
  }
}

/** Stores digit i of a number in both forms. The digit may be -2^51 to 2^51: its float is read off 1.5 * 2^52 + digit. */
@inline
export function storeDigit<Curve>(out: usize, i: usize, digit: v128): void {
  const anchor = i64x2.splat(0x4338000000000000)
  v128.store(out + 16 * i, digit)
  v128.store(out + halfOf<Curve>() + 16 * i, f64x2.sub(i64x2.add(digit, anchor), anchor))
}

/** Takes a number of 32-bit words, least significant first and one word longer than it need be, into one lane. */
export function fromWords<Curve>(out: usize, lane: usize, words: usize): void {
  const curve = changetype<Curve>(0)
  const radix = curve.radixBits
  for (let i: usize = 0; i < curve.digits; i++) {
    const bit = i * usize(radix)
    const digit = (load<i64>(words + (bit >> 3)) >> i64(bit & 7)) & ((i64(1) << radix) - 1)
    store<i64>(out + 16 * i + 8 * lane, digit)
    store<f64>(out + halfOf<Curve>() + 16 * i + 8 * lane, f64(digit))
  }
}

/** Takes a lane of a number of unsigned digits into both lanes. */
export function fromDigits<Curve>(out: usize, digits: usize): void {
  for (let i: usize = 0; i < changetype<Curve>(0).digits; i++) {
    const digit = load<i64>(digits + 8 * i)
    v128.store(out + 16 * i, i64x2.splat(digit))
    v128.store(out + halfOf<Curve>() + 16 * i, f64x2.splat(f64(digit)))
  }
}

/**
 * Reduces one lane of a product to its one representation.
 *
 *   does      out = the element in 0 .. p - 1, as unsigned digits
 *   lengths   element: address of the lane's first digit, |value| < p; out: 8 bytes a digit
 *   aliasing  none
 *   time      constant
 *   source    carry once; add p where the value is negative
 */
export function canonical<Curve>(out: usize, element: usize): void {
  const curve = changetype<Curve>(0)
  const radix = i64(curve.radixBits)
  const mask = (i64(1) << radix) - 1
  let plain: i64 = 0
  let raised: i64 = 0
  for (let i: usize = 0; i < curve.digits; i++) {
    const digit = load<i64>(element + 16 * i)
    plain += digit
    raised += digit + load<i64>(curve.prime + 8 * i)
    store<i64>(CANONICAL_TRIAL + 8 * i, plain & mask)
    store<i64>(out + 8 * i, raised & mask)
    plain >>= radix
    raised >>= radix
  }
  // The carry out of a negative value is -1: all ones.
  for (let i: usize = 0; i < curve.digits; i++) {
    const kept = load<i64>(CANONICAL_TRIAL + 8 * i) & ~plain
    store<i64>(out + 8 * i, (load<i64>(out + 8 * i) & plain) | kept)
  }
}

/** Whether canonical digits are those of zero, without a branch on them. */
export function isZero<Curve>(canonicalDigits: usize): bool {
  let any: i64 = 0
  for (let i: usize = 0; i < changetype<Curve>(0).digits; i++) any |= load<i64>(canonicalDigits + 8 * i)
  return any == 0
}

/** Writes canonical digits as bytes: `step` 1 for little endian, -1 for big endian from the last byte on. */
export function toBytes<Curve>(out: usize, digits: usize, step: isize): void {
  const curve = changetype<Curve>(0)
  const bytes = (curve.fieldBits + 7) >> 3
  let to = out
  let held: u64 = 0
  let bits = 0
  let next: usize = 0
  for (let i = 0; i < bytes; i++) {
    if (bits < 8 && next < curve.digits) {
      // A digit of at most 52 bits beside fewer than 8.
      held |= load<u64>(digits + 8 * next++) << u64(bits)
      bits += curve.radixBits
    }
    store<u8>(to, u8(held))
    held >>= 8
    bits -= 8
    to += step
  }
}
