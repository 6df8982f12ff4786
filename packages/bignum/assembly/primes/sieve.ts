// The sieve of a progression: which of the numbers Y + t D, t = 0, 1, .., have a small factor.
//
// A prime p divides Y + t D exactly for t = -Y/D mod p, and every p-th t from there on. Y mod p, D mod p and its inverse are
// computed for sixteen primes at a time, in f64: all numbers are integers below 2^53, so that whether a product and a sum are
// rounded once or twice makes no difference.
//
// Residues are balanced, |r| <= 0.51 p, and p < 2^20 + 2^8. What is reduced is t = 2^32 r + x with a half word x, or a product of two
// residues: |t| < 2^52 and |t/p| < 2^32. Then t (1/p) is off from t/p by less than 2^-19, its rounding q by less than 0.501,
// and t - q p is a balanced residue again.
//
// Where in the window a prime strikes becomes an address: see docs/decisions/0033.

import { HALVES, LANES, START_WORDS, STEP_HALVES, STEP_WORDS, SURVIVORS, TRIAL_WORDS, WINDOW } from "../memory"
import { exponentQuotient } from "../modular/small-inverse"
import { stepWordsOn } from "./progression"
import { SIEVE_GROUP, listSievePrimes, sievePrime } from "./sieve-primes"

/** The public exponent e: no prime p with e | p - 1 is wanted. */
const E: i32 = 65537

/**
 * How far the sieve goes, per size. With primes below B, a prime takes bits ln 2 / (e^gamma ln B) filter calls of one lane to
 * find. A prime of the sieve costs about 20 ns, a lane 0.2 to 1.2 ms: where these balance, half or twice B cost 1 % more.
 */
function sieveEnd(bits: i32): u32 {
  return bits <= 1024 ? 1 << 17 : bits <= 1536 ? 1 << 19 : 1 << 20
}

/** Of a group, in LANES: primes, inverses and residues as f64, and p - 2 as i64. */
const P: usize = LANES, INVERSE: usize = LANES + 128, STEP_RESIDUE: usize = LANES + 256
const RESIDUE: usize = LANES + 384, EXPONENT: usize = LANES + 512

const CONSTANTS: usize = memory.data<u64>([
  0x41f0000000000000, 0x41f0000000000000, // RADIX: 2^32
  0x4338000000000000, 0x4338000000000000, // ROUND: 1.5 * 2^52, whose last place is worth 1
  0x3ff0000000000000, 0x3ff0000000000000, // 1
])

/**
 * Sieves a window of a progression.
 *
 *   does      SURVIVORS = the t in 0 .. size - 1, ascending, for which no prime below sieveEnd divides Y + t D, and 65537
 *             does not divide Y + t D - 1, where Y = START + first STEP and D = STEP; returns their number
 *   lengths   START, STEP: as for stepProgression; size at most WINDOW_MAX
 *   aliasing  uses the words of the search, HALVES, LANES and WINDOW
 *   time      depends on all of it: addresses on the residues
 *   source    FIPS 186-5 B.9: step 7 refuses what is struck out
 */
export function sieveProgression(bits: i32, length: i32, first: u32, size: i32): i32 {
  const count = listSievePrimes(sieveEnd(bits))
  stepWordsOn(bits, length, first)
  const halves = bits >> 5, stepHalves = (length >> 1) + 1
  toHalves(HALVES, START_WORDS, halves)
  toHalves(STEP_HALVES, STEP_WORDS, stepHalves)
  memory.fill(WINDOW, 0, size + 1)
  for (let i = 0; i < count; i += SIEVE_GROUP) {
    setGroup(i)
    residues(STEP_RESIDUE, STEP_HALVES, stepHalves)
    residues(RESIDUE, HALVES, halves)
    divideResidues(sievePrime(i) - 2, sievePrime(i + SIEVE_GROUP - 1) - 2)
    for (let at: usize = 0; at < 128; at += 8) strike(<i32>load<f64>(RESIDUE + at), <i32>load<f64>(P + at), size)
  }
  strikeExponent(bits, size)
  let survivors: usize = 0
  for (let t = 0; t < size; t++) {
    store<u16>(SURVIVORS + (survivors << 1), <u16>t)
    survivors += 1 - <usize>load<u8>(WINDOW + t)
  }
  return <i32>survivors
}

/** 32-bit halves of words, as f64. */
function toHalves(out: usize, words: usize, count: i32): void {
  for (let i: usize = 0; i < <usize>count; i++) store<f64>(out + (i << 3), <f64>load<u32>(words + (i << 2)))
}

/** P, INVERSE and EXPONENT of the primes from number i on. */
function setGroup(i: i32): void {
  for (let at: usize = 0; at < 128; at += 8, i++) {
    const p = sievePrime(i)
    store<f64>(P + at, <f64>p)
    store<f64>(INVERSE + at, 1.0 / <f64>p)
    store<u64>(EXPONENT + at, <u64>(p - 2))
  }
}

/** t - round(t / p) p: the balanced residue of t, for the primes at `at` of the group. */
// @ts-ignore: decorator
@inline
function rest(t: v128, at: usize, round: v128): v128 {
  const p = v128.load(P + at), inverse = v128.load(INVERSE + at)
  if (ASC_FEATURE_RELAXED_SIMD) {
    const quotient = f64x2.sub(v128.relaxed_madd<f64>(t, inverse, round), round)
    return v128.relaxed_nmadd<f64>(quotient, p, t)
  }
  const quotient = f64x2.sub(f64x2.add(f64x2.mul(t, inverse), round), round)
  return f64x2.sub(t, f64x2.mul(quotient, p))
}

/** The balanced residues of the number of `count` halves at `halves`, for the sixteen primes. */
function residues(out: usize, halves: usize, count: i32): void {
  const radix = v128.load(CONSTANTS), round = v128.load(CONSTANTS, 16)
  let r0 = f64x2.splat(0), r1 = r0, r2 = r0, r3 = r0, r4 = r0, r5 = r0, r6 = r0, r7 = r0
  for (let at = halves + (<usize>(count - 1) << 3); at >= halves; at -= 8) {
    const x = v128.load64_splat(at)
    r0 = rest(f64x2.add(f64x2.mul(r0, radix), x), 0, round)
    r1 = rest(f64x2.add(f64x2.mul(r1, radix), x), 16, round)
    r2 = rest(f64x2.add(f64x2.mul(r2, radix), x), 32, round)
    r3 = rest(f64x2.add(f64x2.mul(r3, radix), x), 48, round)
    r4 = rest(f64x2.add(f64x2.mul(r4, radix), x), 64, round)
    r5 = rest(f64x2.add(f64x2.mul(r5, radix), x), 80, round)
    r6 = rest(f64x2.add(f64x2.mul(r6, radix), x), 96, round)
    r7 = rest(f64x2.add(f64x2.mul(r7, radix), x), 112, round)
  }
  v128.store(out, r0); v128.store(out, r1, 16); v128.store(out, r2, 32); v128.store(out, r3, 48)
  v128.store(out, r4, 64); v128.store(out, r5, 80); v128.store(out, r6, 96); v128.store(out, r7, 112)
}

/**
 * RESIDUE = RESIDUE / STEP_RESIDUE: the quotient is a product with STEP_RESIDUE^(p - 2).
 *
 * The exponents of sixteen primes in a row, from `first` to `last`, agree in their high bits: there a factor is for all or
 * for none. In the low ones it is picked lane by lane, 1 where the bit is zero.
 */
function divideResidues(first: u32, last: u32): void {
  const round = v128.load(CONSTANTS, 16), one = v128.load(CONSTANTS, 32)
  let r0 = one, r1 = r0, r2 = r0, r3 = r0, r4 = r0, r5 = r0, r6 = r0, r7 = r0
  for (let bit = 31 - <i32>clz(last); bit >= 0; bit--) {
    r0 = rest(f64x2.mul(r0, r0), 0, round)
    r1 = rest(f64x2.mul(r1, r1), 16, round)
    r2 = rest(f64x2.mul(r2, r2), 32, round)
    r3 = rest(f64x2.mul(r3, r3), 48, round)
    r4 = rest(f64x2.mul(r4, r4), 64, round)
    r5 = rest(f64x2.mul(r5, r5), 80, round)
    r6 = rest(f64x2.mul(r6, r6), 96, round)
    r7 = rest(f64x2.mul(r7, r7), 112, round)
    if (first >> bit == last >> bit) {
      if (((last >> bit) & 1) == 0) continue
      r0 = rest(f64x2.mul(r0, v128.load(STEP_RESIDUE)), 0, round)
      r1 = rest(f64x2.mul(r1, v128.load(STEP_RESIDUE, 16)), 16, round)
      r2 = rest(f64x2.mul(r2, v128.load(STEP_RESIDUE, 32)), 32, round)
      r3 = rest(f64x2.mul(r3, v128.load(STEP_RESIDUE, 48)), 48, round)
      r4 = rest(f64x2.mul(r4, v128.load(STEP_RESIDUE, 64)), 64, round)
      r5 = rest(f64x2.mul(r5, v128.load(STEP_RESIDUE, 80)), 80, round)
      r6 = rest(f64x2.mul(r6, v128.load(STEP_RESIDUE, 96)), 96, round)
      r7 = rest(f64x2.mul(r7, v128.load(STEP_RESIDUE, 112)), 112, round)
    } else {
      const wanted = i64x2.splat((<i64>1) << bit)
      r0 = rest(f64x2.mul(r0, factor(0, wanted, one)), 0, round)
      r1 = rest(f64x2.mul(r1, factor(16, wanted, one)), 16, round)
      r2 = rest(f64x2.mul(r2, factor(32, wanted, one)), 32, round)
      r3 = rest(f64x2.mul(r3, factor(48, wanted, one)), 48, round)
      r4 = rest(f64x2.mul(r4, factor(64, wanted, one)), 64, round)
      r5 = rest(f64x2.mul(r5, factor(80, wanted, one)), 80, round)
      r6 = rest(f64x2.mul(r6, factor(96, wanted, one)), 96, round)
      r7 = rest(f64x2.mul(r7, factor(112, wanted, one)), 112, round)
    }
  }
  times(r0, 0, round); times(r1, 16, round); times(r2, 32, round); times(r3, 48, round)
  times(r4, 64, round); times(r5, 80, round); times(r6, 96, round); times(r7, 112, round)
}

/** The residue of the step in the lanes whose exponent has the wanted bit, else 1. */
// @ts-ignore: decorator
@inline
function factor(at: usize, wanted: v128, one: v128): v128 {
  const has = i64x2.eq(v128.and(v128.load(EXPONENT + at), wanted), wanted)
  return v128.bitselect(v128.load(STEP_RESIDUE + at), one, has)
}

// @ts-ignore: decorator
@inline
function times(inverse: v128, at: usize, round: v128): void {
  v128.store(RESIDUE + at, rest(f64x2.mul(v128.load(RESIDUE + at), inverse), at, round))
}

/** Strikes out every p-th number from -quotient mod p on. */
// @ts-ignore: decorator
@inline
function strike(quotient: i32, p: i32, size: i32): void {
  let t = 0 - quotient
  t += p & (t >> 31)
  if (p >= size) {
    // Once, or not at all: then beyond the end, where nobody reads.
    const beyond = (size - 1 - t) >> 31
    store<u8>(WINDOW + ((t & ~beyond) | (size & beyond)), 1)
    return
  }
  for (; t < size; t += p) store<u8>(WINDOW + t, 1)
}

/** Strikes out the numbers that are 1 modulo e. START_WORDS and STEP_WORDS are those of the window. */
function strikeExponent(bits: i32, size: i32): void {
  const words = (bits >> 6) + 1
  memory.copy(TRIAL_WORDS, START_WORDS, <usize>words << 3)
  store<u64>(TRIAL_WORDS, load<u64>(TRIAL_WORDS) - 1) // odd: no borrow
  strike(exponentQuotient(TRIAL_WORDS, STEP_WORDS, words), E, size)
}
