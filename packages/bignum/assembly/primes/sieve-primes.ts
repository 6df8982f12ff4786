// The primes of the sieve: all odd primes below 2^20, found by the sieve of Eratosthenes in windows. The table is public, built
// as far as it is needed, and kept. A test recomputes it.

import { SIEVE_PRIMES, WINDOW, WINDOW_MAX } from "../memory"
import { PRIMES, buildSmallPrimes, prime } from "./small-primes"

/** As far as the table goes: 82024 primes, and those of one window more where they do not fill the last group. */
export const SIEVE_END_MAX: u32 = 1 << 20
/** The sieve takes so many primes at a time. */
export const SIEVE_GROUP: i32 = 16

/** Primes that are there, and the odd number from which on they have not been listed. */
let listed: i32 = 0
let next: u32 = 3

export function sievePrime(i: i32): u32 {
  return load<u32>(SIEVE_PRIMES + (<usize>i << 2))
}

/**
 * Lists primes.
 *
 *   does      the table holds at least all odd primes below `end`; returns how many of them are below it, rounded up to a full
 *             group: those more are primes too
 *   lengths   end: at most SIEVE_END_MAX
 *   aliasing  uses WINDOW
 *   time      all of this is public
 *   source    Eratosthenes
 */
export function listSievePrimes(end: u32): i32 {
  while (next < end) listWindow()
  let count = listed
  while (count > 0 && sievePrime(count - 1) >= end) count--
  count = (count + SIEVE_GROUP - 1) & -SIEVE_GROUP
  if (listed < count) listWindow()
  return count
}

/** The primes among the next WINDOW_MAX odd numbers. */
function listWindow(): void {
  buildSmallPrimes(8)
  memory.fill(WINDOW, 0, WINDOW_MAX)
  const end = next + 2 * WINDOW_MAX
  for (let i = 0; i < PRIMES && prime(i) * prime(i) < end; i++) {
    const p = prime(i)
    // The first odd multiple of p from its square on.
    let multiple = p * p
    if (multiple < next) multiple = next + p - 1 - (next - 1) % p
    if ((multiple & 1) == 0) multiple += p
    for (; multiple < end; multiple += 2 * p) store<u8>(WINDOW + (multiple - next >> 1), 1)
  }
  for (let i: u32 = 0; i < <u32>WINDOW_MAX; i++) {
    if (load<u8>(WINDOW + i) == 0) store<u32>(SIEVE_PRIMES + (<usize>(listed++) << 2), next + 2 * i)
  }
  next = end
}
