/** What has to be known of our searches to hold them against the model: the filter, and how deep each sieves. */
import type { PrimeMethod } from "@keywright/bignum"
import type { FilterCalls, PrimeBits, SearchModel } from "./model.ts"

/** No prime below this divides what the filter gets. */
const sieveEnds: Readonly<Record<PrimeMethod, Readonly<Record<PrimeBits, number>>>> = {
  // packages/bignum/assembly/primes/sieve.ts.
  "A.1.6": { 1024: 2 ** 17, 1536: 2 ** 19, 2048: 2 ** 20 },
  // packages/bignum/assembly/primes/small-primes.ts: 22003 is the first prime that is not in its table.
  "A.1.3": { 1024: 22_003, 1536: 22_003, 2048: 22_003 },
}

export const methods = Object.keys(sieveEnds) as PrimeMethod[]

/** The search by a method of FIPS 186-5; by the one that comes by default when absent. */
export function searchOf(bits: PrimeBits, method: PrimeMethod = "A.1.6"): SearchModel {
  return { bits, sieveEnd: sieveEnds[method][bits] }
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

/** The filter calls among counted calls. */
export function filterCallsOf(counts: Readonly<Record<string, number>>): FilterCalls {
  const calls = new Map<number, number>()
  for (const [name, count] of Object.entries(counts)) {
    const candidates = candidatesOf(name)
    if (candidates !== undefined) calls.set(candidates, (calls.get(candidates) ?? 0) + count)
  }
  return calls
}
