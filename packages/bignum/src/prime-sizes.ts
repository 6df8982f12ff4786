/** What depends on the size in which primes are searched: lengths and rounds of FIPS 186-5, and how much is done at a time. */
import type { PrimeBits } from "./doors.ts"

export interface PrimeSizeRow {
  /** Rounds of Miller-Rabin for p and q: table B.1, error probability 2^-112, 2^-128 and 2^-144. */
  rounds: number
  /** Bytes of an auxiliary prime: the least whole number that table A.1 allows (more than 140, 170, 200 bits). */
  auxiliaryBytes: number
  /** Rounds of Miller-Rabin for an auxiliary prime: table B.1. */
  auxiliaryRounds: number
  /** Filter calls that take about 8 ms; counted, as not every runtime's clock goes on while code runs. */
  filtersPerPause: number
}

/** By the bits of a prime. */
export const primeSizes: Readonly<Record<PrimeBits, PrimeSizeRow>> = {
  1024: { rounds: 5, auxiliaryBytes: 18, auxiliaryRounds: 38, filtersPerPause: 16 },
  1536: { rounds: 4, auxiliaryBytes: 22, auxiliaryRounds: 41, filtersPerPause: 6 },
  2048: { rounds: 4, auxiliaryBytes: 26, auxiliaryRounds: 44, filtersPerPause: 3 },
}

/** The row of a size. Throws RangeError where there is none. */
export function primeSize(bits: PrimeBits): PrimeSizeRow {
  if (!Object.hasOwn(primeSizes, bits)) throw new RangeError(`no search for primes of ${bits} bits`)
  return primeSizes[bits]
}
