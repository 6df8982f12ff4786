/** What both searches do with numbers that have no small divisor: the filter for all of them, then rounds for those that pass. */
import type { PrimeSearchRequest } from "./doors.ts"
import { filterCandidates } from "./filter.ts"
import { passesMillerRabin } from "./miller-rabin.ts"
import { primeSize } from "./prime-sizes.ts"
import type { NumberCore } from "./wire.ts"

/**
 * The place of the first prime among the numbers of one filter call, or of none, or nothing: FIPS 186-5 B.3.1 with the rounds of table B.1. Adds
 * to the counts of the request.
 *
 * `twosMax` tells of a number a power of two that the number less one is not divisible by twice of: see `MillerRabinRequest`.
 */
export async function firstPrimeOf(
  core: NumberCore,
  { bits, bases, counts }: PrimeSearchRequest,
  { numbers, twosMax }: { numbers: readonly Uint8Array[]; twosMax: (value: Uint8Array) => number },
): Promise<number | undefined> {
  if (numbers.length === 0) return undefined
  const { rounds } = primeSize(bits)
  const passes = filterCandidates(core, numbers, bits)
  if (counts !== undefined) counts.filterCalls++
  for (const [i, value] of numbers.entries()) {
    if (counts !== undefined) counts.candidates++
    if (!passes[i]) continue
    if (counts !== undefined) counts.rounds += rounds
    const request = { value, bits, twosMax: twosMax(value), rounds, bases }
    if (await passesMillerRabin(core, request)) return i
  }
  return undefined
}
