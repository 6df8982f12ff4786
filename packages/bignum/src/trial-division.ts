/** Trial division by all primes below 22000, of many numbers in one call. */
import { candidatesMax, type NumberCore, readBytes, writeBytes } from "./wire.ts"

/** For each number of `length` bytes in `batch`, at most candidatesMax of them, whether no odd prime below 22000 divides it. */
export function surviveTrialDivision(
  core: NumberCore,
  batch: Uint8Array,
  length: number,
): boolean[] {
  const count = batch.length / length
  if (count > candidatesMax) throw new Error(`bug: ${count} numbers for trial division`)
  try {
    writeBytes(core, core.CANDIDATES.value, batch)
    core.divideCandidates(length, count)
    return Array.from(readBytes(core, core.SURVIVES.value, count), (survives) => survives === 1)
  } finally {
    core.wipe()
  }
}
