/** What has to be known of our search to hold it against the model: its filter, and how deep it sieves. */
import type { PrimeBits, SearchModel } from "./model.ts"

/** packages/bignum/assembly/primes/small-primes.ts: 22003 is the first prime that is not in its table. */
const SIEVE_END = 22_003

/** FIPS 186-5 A.1.3. */
export function searchOf(bits: PrimeBits): SearchModel {
  return { bits, sieveEnd: SIEVE_END }
}

const FILTER = "filter"

/** The name of a call into the core. Filter calls are told apart by how many candidates they take. */
export function nameCall(name: string, [, candidates = 2]: readonly number[]): string {
  return name === FILTER ? `${FILTER}, ${candidates} candidates` : name
}

/** The candidates of a filter call by its name; nothing for another call. */
export function candidatesOf(callName: string): number | undefined {
  const [name, candidates = ""] = callName.split(", ")
  return name === FILTER ? Number.parseInt(candidates, 10) : undefined
}
