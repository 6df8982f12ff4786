// Trial division of independent candidates: each by all small primes, four primes at a time.
//
// A candidate is written in balanced digits of radix 2^11, w_0, w_1, ..; then candidate = sum of w_i (2^(11 i) mod p)
// mod p, and the second factors are a row of the table. Nothing of the candidate becomes an address, as a sieve would make it.
// The loop stops at the first divisor: how long that took says something about a candidate that is thrown away.

import { wordsFromBytes } from "../digits/bytes"
import { CANDIDATES, RADIX_11, RESIDUES, SCRATCH, SURVIVES } from "../memory"
import {
  DIGIT_BITS, GROUP, GROUPS, GROUP_SIZE, INVERSES, MULTIPLES, PRIMES, ROW_SIZE, buildSmallPrimes,
} from "./small-primes"

/**
 * Divides the candidates at CANDIDATES.
 *
 *   does      SURVIVES[i] = 1 if no odd prime of the table divides candidate i, else 0
 *   lengths   `count` candidates of `length` bytes each, big endian; count at most CANDIDATES_MAX, length at most 256
 *   aliasing  uses SCRATCH and RADIX_11
 *   time      depends on length, and on the candidates that do not survive
 *   source    FIPS 186-5 B.3 (trial division may precede the test); FIPS 186-5 A.1.3 gets the same primes by it
 */
export function divideCandidates(length: i32, count: i32): void {
  for (let i = 0; i < count; i++) {
    wordsFromBytes(SCRATCH, CANDIDATES + <usize>(i * length), length)
    store<u8>(SURVIVES + i, <u8>survivesDivision(length, PRIMES))
  }
}

/**
 * Divides the number at SCRATCH.
 *
 *   does      tells whether none of the first `primes` odd primes divides it
 *   lengths   SCRATCH: WORDS_SIZE bytes, zero above `length` bytes, at most 256; primes: at most PRIMES, a multiple of GROUP
 *   aliasing  uses RADIX_11
 *   time      depends on length and primes, and on a number that does not survive
 *   source    as divideCandidates
 */
export function survivesDivision(length: i32, primes: i32): bool {
  const dots = (length * 8 / DIGIT_BITS + 2 + 7) >> 3 // the top digit may carry
  buildSmallPrimes(dots << 3)
  splitDigits(dots << 3)
  return survives(<usize>dots << 4, primes)
}

/** RADIX_11 = SCRATCH in balanced digits of radix 2^11. */
function splitDigits(halfwords: i32): void {
  let carry = 0
  for (let i = 0; i < halfwords; i++) {
    const bit = DIGIT_BITS * i
    const digit = <i32>((load<u32>(SCRATCH + (bit >> 3)) >> (<u32>(bit & 7))) & 0x7ff) + carry
    carry = (digit + 0x400) >> DIGIT_BITS
    store<i16>(RADIX_11 + (<usize>i << 1), <i16>(digit - (carry << DIGIT_BITS)))
  }
}

/** Whether none of the first primes divides the number at RADIX_11, of `size` bytes there. */
function survives(size: usize, primes: i32): bool {
  let row = RESIDUES, group = GROUPS
  for (let n = 0; n < primes; n += GROUP) {
    let sum0 = i32x4.splat(0), sum1 = sum0, sum2 = sum0, sum3 = sum0
    for (let i: usize = 0; i < size; i += 16) {
      const digits = v128.load(RADIX_11 + i)
      sum0 = i32x4.add(sum0, i32x4.dot_i16x8_s(digits, v128.load(row + i)))
      sum1 = i32x4.add(sum1, i32x4.dot_i16x8_s(digits, v128.load(row + i, ROW_SIZE)))
      sum2 = i32x4.add(sum2, i32x4.dot_i16x8_s(digits, v128.load(row + i, 2 * ROW_SIZE)))
      sum3 = i32x4.add(sum3, i32x4.dot_i16x8_s(digits, v128.load(row + i, 3 * ROW_SIZE)))
    }
    // The four sums, each in its lane.
    const left = i32x4.add(v128.shuffle<i32>(sum0, sum1, 0, 4, 1, 5), v128.shuffle<i32>(sum0, sum1, 2, 6, 3, 7))
    const right = i32x4.add(v128.shuffle<i32>(sum2, sum3, 0, 4, 1, 5), v128.shuffle<i32>(sum2, sum3, 2, 6, 3, 7))
    const sums = i32x4.add(v128.shuffle<i64>(left, right, 0, 2), v128.shuffle<i64>(left, right, 1, 3))
    // |sum| < 2^31 is a multiple of p if and only if |sum / p mod 2^32| <= (2^31 - 1) / p.
    const quotients = i32x4.abs(i32x4.mul(sums, v128.load(group, INVERSES)))
    if (v128.any_true(i32x4.le_u(quotients, v128.load(group, MULTIPLES)))) return false
    row += <usize>GROUP * ROW_SIZE
    group += GROUP_SIZE
  }
  return true
}
