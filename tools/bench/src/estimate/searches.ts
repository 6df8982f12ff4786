/** What the model has to know of our search: how deep it sieves, and how many numbers a filter call takes. */
import type { PrimeBits, SearchModel } from "./model.ts"

export interface Search extends SearchModel {
  lanes: number
}

/** packages/bignum/assembly/primes/small-primes.ts: 22003 is the first prime that is not in its table. */
const SIEVE_END = 22_003
const LANES = 2

/** FIPS 186-5 A.1.3, which the portable build searches by. */
export function searchOf(bits: PrimeBits): Search {
  return { bits, sieveEnd: SIEVE_END, lanes: LANES }
}
