/** How much work a search for a prime is, by the density of primes: what counts are held against. */

/** A search that looks at numbers of `bits` bits, of which those with a prime divisor below `sieveEnd` are thrown away unseen. */
export interface SearchModel {
  bits: number
  sieveEnd: number
}

/**
 * The mean of ln x is this much below ln 2^bits, for x from sqrt(2) 2^(bits - 1) on: -1 - (r ln r - r) over 1 - r with
 * r = 1/sqrt(2). Candidates with both top bits set, from 3/4 on, have 0.137.
 */
const BELOW_TOP = 0.163

/**
 * How many numbers without a small divisor are looked at until one is prime, the prime included. One number in ln x is prime;
 * of all numbers the product of (1 - 1/r) over the primes r of the sieve is left, and no prime among them is lost.
 */
export function testsPerPrime({ bits, sieveEnd }: SearchModel): number {
  return (bits * Math.LN2 - BELOW_TOP) * shareLeft(sieveEnd)
}

/** Calls that look at so many numbers each, until one finds a prime. */
export function callsPerPrime(model: SearchModel, candidates: number): number {
  return 1 / hitChance(model, candidates)
}

/** A search has no memory: each call finds a prime with the same chance. */
function hitChance(model: SearchModel, candidates: number): number {
  return 1 - (1 - 1 / testsPerPrime(model)) ** candidates
}

/** Filter calls, by how many candidates they take. */
export type FilterCalls = ReadonlyMap<number, number>

/**
 * How many standard errors the primes found are away from those that so many filter calls find on average. Positive: more
 * primes than expected, or fewer calls.
 */
export function standardErrorsOf(model: SearchModel, primes: number, calls: FilterCalls): number {
  let expected = 0
  let variance = 0
  for (const [candidates, count] of calls) {
    const hit = hitChance(model, candidates)
    expected += count * hit
    variance += count * hit * (1 - hit)
  }
  return (primes - expected) / Math.sqrt(variance)
}

/** The part of all whole numbers that no prime below `end` divides. */
export function shareLeft(end: number): number {
  const composite = new Uint8Array(end)
  let share = 1
  for (let number = 2; number < end; number++) {
    if (composite[number] === 1) continue
    share *= 1 - 1 / number
    for (let multiple = number * number; multiple < end; multiple += number) composite[multiple] = 1
  }
  return share
}

/**
 * OpenSSL 3.5, bn_prime.c and rsa_sp800_56b_gen.c: FIPS 186-5 A.1.6, one number after the other; trial division by its first 128
 * primes up to 1024 bits, and 384 above; then Miller-Rabin with the rounds of table B.1, of which a composite takes one.
 */
const openssl = {
  1024: { sieveEnd: 720, rounds: 5 },
  1536: { sieveEnd: 2_658, rounds: 4 },
  2048: { sieveEnd: 2_658, rounds: 4 },
} as const

export type PrimeBits = keyof typeof openssl

/** Modular powers that OpenSSL takes for two primes of `bits` bits; auxiliary primes, some milliseconds, come on top. */
export function opensslPowersPerKey(bits: PrimeBits): number {
  const { sieveEnd, rounds } = openssl[bits]
  return 2 * (testsPerPrime({ bits, sieveEnd }) - 1 + rounds)
}
