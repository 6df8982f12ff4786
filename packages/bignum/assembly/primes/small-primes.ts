// The table of small primes, and 2^(12 i) modulo each of them: trial division is then a sum of products.
//
// PRIMES_END = 12000: the 1437 odd primes below it. Per prime found, the filter takes about 1.12 * bits * ln 2 /
// (2 ln PRIMES_END) candidates. More primes mean fewer filter calls, but a sum of 172 products of 12-bit words with
// residues up to PRIMES_END/2 would no longer fit an i32: 172 * 2^11 * 5999 < 2^31 <= 172 * 2^11 * 6100. Doubling
// PRIMES_END would save 7 % of the filter.
// The table is public, built on first use and kept: 0.4 ms for 1024 bits, 0.8 ms for 2048.

import { RESIDUES } from "../memory"

export const PRIMES_END: u32 = 12000
/** A number below the square of the first prime that is not in the table (12007) is prime if no prime of the table divides it. */
export const DECIDED_END: u32 = 144168049
/** Odd primes, and 3 again to fill the last group of four. */
export const PRIMES: i32 = 1440
export const GROUP: i32 = 4

/** Halfwords in a row of residues: 22 times 8, for 2048 bits and a carry. */
const ROW: i32 = 176
export const ROW_SIZE: usize = 352
/** After the rows: per group the four primes, their inverses mod 2^32, and the largest multiple (2^31 - 1) / p; u32 each. */
export const GROUPS: usize = RESIDUES + 506880 // PRIMES * ROW_SIZE
export const GROUP_SIZE: usize = 48
export const INVERSES: usize = 16
export const MULTIPLES: usize = 32

/** Halfwords per row that are there. */
let built: i32 = 0

/** Builds the table, if need be: `halfwords` residues per prime. */
export function buildSmallPrimes(halfwords: i32): void {
  if (built >= halfwords) return
  if (built == 0) listPrimes()
  for (let i = 0; i < PRIMES; i++) {
    const p = prime(i)
    let residue: u32 = 1
    for (let j = 0; j < halfwords; j++) {
      // Balanced: the sign halves the sums.
      const balanced = <i32>residue - (<i32>residue > <i32>(p >> 1) ? <i32>p : 0)
      store<i16>(RESIDUES + <usize>i * ROW_SIZE + (<usize>j << 1), <i16>balanced)
      residue = (residue << 12) % p
    }
  }
  built = halfwords
}

/** The i-th odd prime. */
export function prime(i: i32): u32 {
  return load<u32>(GROUPS + <usize>(i >> 2) * GROUP_SIZE + (<usize>(i & 3) << 2))
}

function listPrimes(): void {
  let count = 0
  for (let candidate: u32 = 3; candidate < PRIMES_END; candidate += 2) {
    let i = 0
    while (i < count && prime(i) * prime(i) <= candidate && candidate % prime(i) != 0) i++
    if (i == count || prime(i) * prime(i) > candidate) setPrime(count++, candidate)
  }
  while (count < PRIMES) setPrime(count++, 3)
}

function setPrime(i: i32, p: u32): void {
  const at = GROUPS + <usize>(i >> 2) * GROUP_SIZE + (<usize>(i & 3) << 2)
  let inverse = p
  for (let j = 0; j < 4; j++) inverse *= 2 - p * inverse
  store<u32>(at, p)
  store<u32>(at, inverse, INVERSES)
  store<u32>(at, 0x7fffffff / p, MULTIPLES)
}

/** Whether a number below DECIDED_END is prime. */
export function isSmallPrimeVarTime(value: u32): bool {
  if (value < 2 || (value > 2 && (value & 1) == 0)) return false
  if (built == 0) buildSmallPrimes(8)
  for (let i = 0; i < PRIMES && prime(i) * prime(i) <= value; i++) {
    if (value % prime(i) == 0) return false
  }
  return true
}
