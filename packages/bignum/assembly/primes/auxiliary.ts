// Auxiliary primes of FIPS 186-5 A.1.6: the first prime among the odd numbers from a random one on, of 144 to 208 bits.

import { bytesFromWords, wordsFromBytes } from "../digits/bytes"
import { multiplySmall } from "../digits/words"
import {
  NARROW_BASE, NARROW_BASES, NARROW_NUMBERS, NARROW_ONE, NARROW_WORDS_SIZE, QUAD_SIZE, SCRATCH, START, START_WORDS,
  WORDS_SIZE,
} from "../memory"
import {
  NARROW_EXTRA_BYTES, NARROW_LANES, narrowDouble, narrowLimbs, narrowMillerRabin, narrowMultiply,
  narrowUseless, setNarrow, setNarrowCandidate, setNarrowModuli,
} from "../modular/narrow"
import { survivesDivision } from "./trial-division"

/** The first odd primes, to 1627, divide a candidate before four go through a power: a division costs a tenth of a lane. */
const DIVISORS: i32 = 256
/** Odd numbers that are looked at: with 208 bits one in 72 is prime, and none of so many with a chance of e^-227. */
const NUMBERS_MAX: i32 = 16384
/** Words of a number of at most 208 bits. */
const NUMBER_WORDS: i32 = 4

/**
 * Finds the next number that may be prime.
 *
 *   does      START = the first number among START, START + 2, .. below 2^(8 length) that passes Miller-Rabin with base 2;
 *             returns 1, or 0 if there is none
 *   lengths   START: `length` bytes, odd, with its top bit; 16 <= length <= 26
 *   aliasing  uses the room of narrow numbers, SCRATCH and what survivesDivision uses
 *   time      depends on length, and on the numbers that are not prime
 *   source    FIPS 186-5 A.1.6, step 4.2; every odd prime passes with base 2, so that none is left out
 */
export function findAuxiliary(length: i32): i32 {
  const bits = length << 3, count = narrowLimbs(bits)
  wordsFromBytes(START_WORDS, START, length)
  let lanes = 0
  for (let tried = 0; tried < NUMBERS_MAX; tried++) {
    const inside = load<u8>(START_WORDS + length) == 0
    memory.copy(SCRATCH, START_WORDS, WORDS_SIZE)
    if (inside && survivesDivision(length, DIVISORS)) {
      memory.copy(NARROW_NUMBERS + <usize>lanes * NARROW_WORDS_SIZE, START_WORDS, NARROW_WORDS_SIZE)
      lanes++
    }
    if (lanes == NARROW_LANES || (!inside && lanes > 0)) {
      const passed = passBaseTwo(bits, count, lanes)
      if (passed != 0) {
        bytesFromWords(START, NARROW_NUMBERS + <usize>ctz(passed) * NARROW_WORDS_SIZE, length)
        return 1
      }
      lanes = 0
    }
    if (!inside) return 0
    multiplySmall(START_WORDS, START_WORDS, 1, 2, NUMBER_WORDS)
  }
  return 0
}

/** A bit for each of the first lanes at NARROW_NUMBERS that passes; the others repeat the last one. */
function passBaseTwo(bits: i32, count: i32, lanes: i32): i32 {
  for (let lane = 0; lane < NARROW_LANES; lane++) {
    setNarrowCandidate(lane, NARROW_NUMBERS + <usize>min(lane, lanes - 1) * NARROW_WORDS_SIZE, count)
  }
  setNarrowModuli(bits, count)
  memory.copy(NARROW_BASE, NARROW_ONE, QUAD_SIZE)
  narrowDouble(NARROW_BASE, count)
  return narrowMillerRabin(bits, count) & ((1 << lanes) - 1)
}

/** The answer of testAuxiliary. */
export const AUXILIARY_PRIME: i32 = 1
export const AUXILIARY_COMPOSITE: i32 = 0
export const AUXILIARY_BASES_REFUSED: i32 = 2

/**
 * Four rounds of Miller-Rabin at a time for one number.
 *
 *   does      AUXILIARY_PRIME if START may be prime by all bases; AUXILIARY_COMPOSITE; AUXILIARY_BASES_REFUSED if one of the
 *             bases is 0, 1 or -1, as happens by chance once in 2^140 times
 *   lengths   START: `length` bytes, odd, with its top bit; NARROW_BASES: 4 calls of length + NARROW_EXTRA_BYTES bytes each
 *   aliasing  uses the room of narrow numbers
 *   time      depends on length and calls; for a prime p with 2^16 | p - 1 on that power of two
 *   source    FIPS 186-5 B.3.1
 */
export function testAuxiliary(length: i32, calls: i32): i32 {
  const bits = length << 3, count = narrowLimbs(bits), size = length + NARROW_EXTRA_BYTES
  wordsFromBytes(START_WORDS, START, length)
  for (let lane = 0; lane < NARROW_LANES; lane++) setNarrowCandidate(lane, START_WORDS, count)
  setNarrowModuli(bits, count)
  let at = NARROW_BASES
  for (let call = 0; call < calls; call++) {
    for (let lane = 0; lane < NARROW_LANES; lane++, at += size) {
      wordsFromBytes(SCRATCH, at, size)
      setNarrow(NARROW_BASE, lane, SCRATCH, count)
    }
    // A random base stands for itself in Montgomery form; the product with a Montgomery 1 only makes it smaller.
    narrowMultiply(NARROW_BASE, NARROW_BASE, NARROW_ONE, count)
    if (narrowUseless(count)) return AUXILIARY_BASES_REFUSED
    if (narrowMillerRabin(bits, count) != 15) return AUXILIARY_COMPOSITE
  }
  return AUXILIARY_PRIME
}
