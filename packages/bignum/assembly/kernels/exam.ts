// Many products in one call, for tests: what a million of them are is then one question to BigInt, which is slow. Not in the builds.

import { FUSED, lanes } from "../digits/lanes"
import { digitAt, placeOf, setDigit } from "../digits/packs"
import { BASE, DIGIT_SIZE, PRODUCT, RESIDUES, SAVED, VALUE, WORDS_SIZE } from "../memory"
import { multiply, square } from "./products"

/** Sums of digits, a word for each; lanes WORDS_SIZE apart. They lie where this module's tests have no use for the small primes. */
export const FACTOR_SUMS: usize = RESIDUES
export const PRODUCT_SUMS: usize = RESIDUES + 4 * WORDS_SIZE

const LOWEST: i64 = -(1 << 51)
const HIGHEST: i64 = (1 << 51) - 1

let state: u64 = 0

/** SplitMix64. */
function random(): u64 {
  state += 0x9e3779b97f4a7c15
  let mixed = (state ^ (state >> 30)) * 0xbf58476d1ce4e5b9
  mixed = (mixed ^ (mixed >> 27)) * 0x94d049bb133111eb
  return mixed ^ (mixed >> 31)
}

/**
 * Multiplies BASE by many numbers b, and squares them.
 *
 *   does      adds or subtracts, as chance has it, each b and each product BASE b to and from the sums, digit by digit; returns how
 *             often a square was not what multiply makes of b b, bit by bit, or a digit of a result was out of range
 *   lengths   BASE: `count` digits; M at MODULUS; at most 2^11 rounds
 *   aliasing  uses SAVED, PRODUCT and VALUE
 *   source    products are linear: sum of +-(a b / R) = a (sum of +-b) / R mod m. A wrong product hides only behind another one
 */
export function examineProducts(seed: u64, rounds: i32, count: i32): i32 {
  state = seed
  memory.fill(FACTOR_SUMS, 0, 8 * WORDS_SIZE)
  let wrong = 0
  for (let round = 0; round < rounds; round++) {
    for (let lane = 0; lane < lanes; lane++) draw(lane, count)
    const sign = <i64>(random() & 2) - 1
    multiply(PRODUCT, BASE, SAVED, count)
    addDigits(FACTOR_SUMS, SAVED, sign, count)
    addDigits(PRODUCT_SUMS, PRODUCT, sign, count)
    wrong += outOfRange(PRODUCT, count)
    // In place, as powers do it: out is a factor.
    memory.copy(VALUE, SAVED, <usize>count * DIGIT_SIZE)
    square(VALUE, VALUE, count)
    multiply(SAVED, SAVED, SAVED, count)
    wrong += i32(differ(VALUE, SAVED, count)) + outOfRange(VALUE, count)
  }
  return wrong
}

/** A number at random: of any digits, or of those at the ends of their range, alone, mixed, or after zeros. */
function draw(lane: i32, count: i32): void {
  const kind = <i32>(random() & 7)
  for (let i = 0; i < count; i++) {
    const any = random()
    const end = (any & 1) != 0 ? LOWEST : HIGHEST
    let digit = <i64>any >> 12
    if (kind == 1 || (kind == 2 && (any & 2) != 0)) digit = end
    else if (kind == 3) digit = LOWEST
    else if (kind == 4) digit = HIGHEST
    else if (kind == 5) digit = (<i64>any >> 62) // -2 .. 1
    else if (kind == 6) digit = i < <i32>(state & 31) ? 0 : end
    setDigit(placeOf(SAVED, lane, i), digit)
  }
}

function addDigits(sums: usize, pack: usize, sign: i64, count: i32): void {
  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < count; i++) {
      const at = sums + <usize>lane * WORDS_SIZE + (<usize>i << 3)
      store<i64>(at, load<i64>(at) + sign * digitAt(placeOf(pack, lane, i)))
    }
  }
}

function outOfRange(pack: usize, count: i32): i32 {
  let wrong = 0
  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < count; i++) {
      const place = placeOf(pack, lane, i)
      const digit = digitAt(place)
      wrong += i32(digit < LOWEST || digit > HIGHEST)
      if (!FUSED) wrong += i32(<f64>digit != load<f64>(place, 16))
    }
  }
  return wrong
}

function differ(a: usize, b: usize, count: i32): bool {
  for (let lane = 0; lane < lanes; lane++) {
    for (let i = 0; i < count; i++) {
      if (digitAt(placeOf(a, lane, i)) != digitAt(placeOf(b, lane, i))) return true
    }
  }
  return false
}
