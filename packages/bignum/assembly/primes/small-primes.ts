// The table of small primes, and 2^(11 i) modulo each of them: trial division is then a sum of products.
//
// PRIMES_END = 22000: the 2463 odd primes below it. Per prime found, the filter takes about 1.12 * bits * ln 2 /
// (2 ln PRIMES_END) candidates: 40 of 1024 bits, 79 of 2048. More primes mean fewer filter calls (twice as many, 6 % less),
// but the sum of 187 products of a digit, up to 2^10, and a residue, up to PRIMES_END / 2, has to stay below 2^31:
// 187 * 2^10 * 11000 = 0.98 * 2^31. And a row of 2048 bits more in the cache costs 384 bytes.
// The table is public, built on first use and kept. A test recomputes it.

import { RESIDUES } from "../memory"

export const PRIMES_END: u32 = 22000
/** A number below the square of the first prime that is not in the table (22003) is prime if no prime of the table divides it. */
export const DECIDED_END: u32 = 484132009
/** Odd primes, and 3 again to fill the last group of four. */
export const PRIMES: i32 = 2464
/** Bits of a digit. */
export const DIGIT_BITS: i32 = 11
export const GROUP: i32 = 4

/** 192 halfwords, the next multiple of eight after the 187 digits of 2048 bits. */
export const ROW_SIZE: usize = 384
/** After the rows: per group the four primes, their inverses mod 2^32, and the largest multiple (2^31 - 1) / p; u32 each. */
export const GROUPS: usize = RESIDUES + 946176 // PRIMES * ROW_SIZE
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
      residue = (residue << DIGIT_BITS) % p
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
