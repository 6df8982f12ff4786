/** What has to be known of our search to hold it against the model: its filter, and how deep it sieves. */
import type { PrimeBits, SearchModel } from "./model.ts"

/** packages/bignum/assembly/primes/sieve.ts. */
const SIEVE_ENDS: Readonly<Record<PrimeBits, number>> = {
  1024: 2 ** 17,
  1536: 2 ** 19,
  2048: 2 ** 20,
}

/** FIPS 186-5 A.1.6. */
export function searchOf(bits: PrimeBits): SearchModel {
  return { bits, sieveEnd: SIEVE_ENDS[bits] }
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
