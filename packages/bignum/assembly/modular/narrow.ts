// Arithmetic modulo four narrow odd numbers at a time, one in each 32-bit lane: for auxiliary primes, which have 144 to 208 bits.
//
// A number is `count` limbs of 28 bits, R = 2^(28 count). Products of limbs are 64-bit integers, two lanes to a vector.
// A column of a product is a sum of at most 2 * 8 of them, each below 2^56, and a carry below 2^33: it stays below 2^61.
//
// R is more than 2^16 m for every modulus m: see narrowLimbs. For a b < R m a Montgomery product is below (a b + R m) / R < 2 m,
// and what is below 2 m may be multiplied again: 4 m^2 < R m. Nothing is subtracted on the way; narrowCanonical does it once,
// where numbers are compared.

import { shiftRight, trailingZeros } from "../digits/words"
import {
  NARROW_BASE, NARROW_EXPONENTS, NARROW_INVERSE, NARROW_MINUS_ONE, NARROW_MODULUS, NARROW_ONE, NARROW_POWERS,
  NARROW_QUOTIENTS, NARROW_SELECTED, NARROW_TWOS, NARROW_VALUE, NARROW_WORDS_SIZE, QUAD_SIZE,
} from "../memory"

const LIMB_BITS: i32 = 28
const LIMB_MASK: u32 = 0xfffffff
export const NARROW_LANES: i32 = 4
/** What a random base has more than its modulus: it is then uniform modulo m but for 2^-16. */
export const NARROW_EXTRA_BYTES: i32 = 2
/** Squarings after a power are one less, at least: so many powers of two seldom divide a number's predecessor. */
const SQUARINGS_MIN: i32 = 16

/** Limbs for moduli of exactly `bits` bits and bases of 16 bits more. */
export function narrowLimbs(bits: i32): i32 {
  return (bits + 8 * NARROW_EXTRA_BYTES + LIMB_BITS - 1) / LIMB_BITS
}

/** Writes a number in words into one lane of a quad. Reads up to 8 bytes beyond 28 count bits. */
export function setNarrow(quad: usize, lane: i32, words: usize, count: i32): void {
  for (let i = 0; i < count; i++) {
    const bit = LIMB_BITS * i
    const limb = <u32>(load<u64>(words + (bit >> 3)) >> (<u64>(bit & 7))) & LIMB_MASK
    store<u32>(quad + (<usize>i << 4) + (<usize>lane << 2), limb)
  }
}

/** Reads lane 0 of a quad into NARROW_WORDS_SIZE bytes. */
export function narrowWords(words: usize, quad: usize, count: i32): void {
  memory.fill(words, 0, NARROW_WORDS_SIZE)
  for (let i = 0; i < count; i++) {
    const bit = LIMB_BITS * i
    const at = words + (<usize>(bit >> 5) << 2)
    store<u64>(at, load<u64>(at) | (<u64>load<u32>(quad + (<usize>i << 4)) << (<u64>(bit & 31))))
  }
}

/**
 * Sets up what is computed from the moduli.
 *
 *   does      NARROW_INVERSE = -1/m mod 2^28; NARROW_ONE and NARROW_MINUS_ONE = R and -R mod m, in every lane
 *   lengths   NARROW_MODULUS: odd numbers of exactly `bits` bits; count = narrowLimbs(bits)
 *   aliasing  none
 *   time      depends on bits only
 *   source    Newton, as in montgomery/modulus.ts; 2^(bits - 1) < m is doubled
 */
export function setNarrowModuli(bits: i32, count: i32): void {
  const low = v128.load(NARROW_MODULUS), two = i32x4.splat(2)
  let inverse = low
  for (let i = 0; i < 4; i++) inverse = i32x4.mul(inverse, i32x4.sub(two, i32x4.mul(low, inverse)))
  v128.store(NARROW_INVERSE, i32x4.neg(inverse))
  memory.fill(NARROW_ONE, 0, QUAD_SIZE)
  const top = bits - 1
  v128.store(NARROW_ONE + (<usize>(top / LIMB_BITS) << 4), i32x4.splat(1 << (top % LIMB_BITS)))
  for (let i = top; i < LIMB_BITS * count; i++) narrowDouble(NARROW_ONE, count)
  let borrow = i32x4.splat(0)
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    const difference = i32x4.add(i32x4.sub(v128.load(NARROW_MODULUS + i), v128.load(NARROW_ONE + i)), borrow)
    v128.store(NARROW_MINUS_ONE + i, v128.and(difference, i32x4.splat(LIMB_MASK)))
    borrow = i32x4.shr_s(difference, LIMB_BITS)
  }
}

/** a = 2 a mod m, for a < m in every lane. */
export function narrowDouble(a: usize, count: i32): void {
  let carry = i32x4.splat(0)
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    const sum = i32x4.add(i32x4.shl(v128.load(a + i), 1), carry)
    v128.store(a + i, v128.and(sum, i32x4.splat(LIMB_MASK)))
    carry = i32x4.shr_u(sum, LIMB_BITS)
  }
  narrowCanonical(a, count)
}

/** a = a mod m, for a < 2 m in every lane. Uses NARROW_SELECTED. */
export function narrowCanonical(a: usize, count: i32): void {
  let borrow = i32x4.splat(0)
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    const difference = i32x4.add(i32x4.sub(v128.load(a + i), v128.load(NARROW_MODULUS + i)), borrow)
    v128.store(NARROW_SELECTED + i, v128.and(difference, i32x4.splat(LIMB_MASK)))
    borrow = i32x4.shr_s(difference, LIMB_BITS)
  }
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    v128.store(a + i, v128.bitselect(v128.load(a + i), v128.load(NARROW_SELECTED + i), borrow))
  }
}

/**
 * Multiplies four lanes.
 *
 *   does      out = a b / R mod m, below 2 m
 *   lengths   quads of `count` limbs; a b < R m
 *   aliasing  out may be a or b; uses NARROW_QUOTIENTS
 *   time      depends on count only
 *   source    Montgomery, Math. Comp. 44 (1985); product scanning
 */
export function narrowMultiply(out: usize, a: usize, b: usize, count: i32): void {
  const inverse = v128.load(NARROW_INVERSE), mask = i32x4.splat(LIMB_MASK)
  const size = <usize>count << 4
  // Lanes 0 and 1, lanes 2 and 3 of a column.
  let low = i64x2.splat(0), high = low
  for (let k: usize = 0; k < size << 1; k += 16) {
    const start: usize = k < size ? 0 : k + 16 - size
    const end = k < size ? k : size
    for (let i = start; i < end; i += 16) {
      const x = v128.load(a + i), y = v128.load(b + k - i)
      const q = v128.load(NARROW_QUOTIENTS + i), m = v128.load(NARROW_MODULUS + k - i)
      low = i64x2.add(low, i64x2.add(i64x2.extmul_low_i32x4_u(x, y), i64x2.extmul_low_i32x4_u(q, m)))
      high = i64x2.add(high, i64x2.add(i64x2.extmul_high_i32x4_u(x, y), i64x2.extmul_high_i32x4_u(q, m)))
    }
    if (k < size) {
      const x = v128.load(a + k), y = v128.load(b), m = v128.load(NARROW_MODULUS)
      low = i64x2.add(low, i64x2.extmul_low_i32x4_u(x, y))
      high = i64x2.add(high, i64x2.extmul_high_i32x4_u(x, y))
      const q = v128.and(i32x4.mul(v128.shuffle<i32>(low, high, 0, 2, 4, 6), inverse), mask)
      v128.store(NARROW_QUOTIENTS + k, q)
      low = i64x2.add(low, i64x2.extmul_low_i32x4_u(q, m))
      high = i64x2.add(high, i64x2.extmul_high_i32x4_u(q, m))
    } else {
      // a and b are read no more at k - size and below: column k needs limbs from k + 16 - size on.
      v128.store(out + k - size, v128.and(v128.shuffle<i32>(low, high, 0, 2, 4, 6), mask))
    }
    low = i64x2.shr_u(low, LIMB_BITS)
    high = i64x2.shr_u(high, LIMB_BITS)
  }
}

/**
 * Raises all lanes to their exponents.
 *
 *   does      NARROW_VALUE = NARROW_BASE^exponent, in Montgomery form, below 2 m
 *   lengths   NARROW_EXPONENTS: of each lane words of at most `bits` bits; bases below 2 m
 *   aliasing  uses NARROW_POWERS and NARROW_SELECTED; the bases stay
 *   time      depends on bits and count only: every entry of the table is read for every window
 *   source    fixed windows; Knuth, TAOCP 2, 4.6.3
 */
export function narrowPower(bits: i32, count: i32): void {
  memory.copy(NARROW_POWERS, NARROW_ONE, QUAD_SIZE)
  for (let i: usize = 1; i < 16; i++) {
    narrowMultiply(NARROW_POWERS + i * QUAD_SIZE, NARROW_POWERS + (i - 1) * QUAD_SIZE, NARROW_BASE, count)
  }
  for (let bit = ((bits + 3) & ~3) - 4, started = false; bit >= 0; bit -= 4, started = true) {
    if (started) for (let i = 0; i < 4; i++) narrowMultiply(NARROW_VALUE, NARROW_VALUE, NARROW_VALUE, count)
    select(bit, count)
    if (started) narrowMultiply(NARROW_VALUE, NARROW_VALUE, NARROW_SELECTED, count)
    else memory.copy(NARROW_VALUE, NARROW_SELECTED, QUAD_SIZE)
  }
}

/** NARROW_SELECTED = the power that each lane's four bits of exponent name. */
function select(bit: i32, count: i32): void {
  let index = i32x4.splat(0)
  index = i32x4.replace_lane(index, 0, window(0, bit))
  index = i32x4.replace_lane(index, 1, window(1, bit))
  index = i32x4.replace_lane(index, 2, window(2, bit))
  index = i32x4.replace_lane(index, 3, window(3, bit))
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    let limb = i32x4.splat(0), entry = limb
    for (let at = NARROW_POWERS + i; at < NARROW_POWERS + 16 * QUAD_SIZE; at += QUAD_SIZE) {
      limb = v128.or(limb, v128.and(v128.load(at), i32x4.eq(entry, index)))
      entry = i32x4.add(entry, i32x4.splat(1))
    }
    v128.store(NARROW_SELECTED + i, limb)
  }
}

function window(lane: usize, bit: i32): i32 {
  return <i32>(load<u8>(NARROW_EXPONENTS + lane * NARROW_WORDS_SIZE + (bit >> 3)) >> (<u8>(bit & 4))) & 15
}

/** Takes one lane's modulus w from words, and the exponent (w - 1) / 2^a of Miller-Rabin with its a. */
export function setNarrowCandidate(lane: i32, words: usize, count: i32): void {
  setNarrow(NARROW_MODULUS, lane, words, count)
  const exponent = NARROW_EXPONENTS + <usize>lane * NARROW_WORDS_SIZE
  memory.copy(exponent, words, NARROW_WORDS_SIZE)
  store<u64>(exponent, load<u64>(exponent) - 1) // odd: no borrow
  const a = trailingZeros(exponent, 4)
  shiftRight(exponent, exponent, a, 4)
  store<i32>(NARROW_TWOS + (<usize>lane << 2), a)
}

/**
 * One round of Miller-Rabin in each lane: NARROW_MODULUS by NARROW_BASE.
 *
 *   does      a bit for each lane that is set if the number may be prime
 *   lengths   moduli as setNarrowCandidate and setNarrowModuli left them; bases below 2 m
 *   aliasing  uses what narrowPower uses
 *   time      depends on bits only; and on a where a is above SQUARINGS_MIN, which happens to one number in 2^16
 *   source    FIPS 186-5 B.3.1, steps 4.3 to 4.7
 */
export function narrowMillerRabin(bits: i32, count: i32): i32 {
  const twos = v128.load(NARROW_TWOS)
  narrowPower(bits, count)
  narrowCanonical(NARROW_VALUE, count)
  let accepted = v128.or(narrowEquals(NARROW_ONE, count), narrowEquals(NARROW_MINUS_ONE, count))
  let most = SQUARINGS_MIN
  for (let lane: usize = 0; lane < 16; lane += 4) most = max(most, load<i32>(NARROW_TWOS + lane))
  for (let j = 1; j < most; j++) {
    narrowMultiply(NARROW_VALUE, NARROW_VALUE, NARROW_VALUE, count)
    narrowCanonical(NARROW_VALUE, count)
    const within = i32x4.gt_s(twos, i32x4.splat(j))
    accepted = v128.or(accepted, v128.and(within, narrowEquals(NARROW_MINUS_ONE, count)))
  }
  return i32x4.bitmask(accepted)
}

/** Whether any lane of NARROW_BASE, below 2 m, is 0, 1 or -1 mod m and tells nothing. Uses NARROW_VALUE. */
export function narrowUseless(count: i32): bool {
  memory.copy(NARROW_VALUE, NARROW_BASE, QUAD_SIZE)
  narrowCanonical(NARROW_VALUE, count)
  let some = i32x4.splat(0)
  for (let i: usize = 0; i < <usize>count << 4; i += 16) some = v128.or(some, v128.load(NARROW_VALUE + i))
  const zero = i32x4.eq(some, i32x4.splat(0))
  return v128.any_true(v128.or(zero, v128.or(narrowEquals(NARROW_ONE, count), narrowEquals(NARROW_MINUS_ONE, count))))
}

/** All ones in the lanes where NARROW_VALUE is the same number as `other`. */
function narrowEquals(other: usize, count: i32): v128 {
  let differs = i32x4.splat(0)
  for (let i: usize = 0; i < <usize>count << 4; i += 16) {
    differs = v128.or(differs, v128.xor(v128.load(NARROW_VALUE + i), v128.load(other + i)))
  }
  return i32x4.eq(differs, i32x4.splat(0))
}
