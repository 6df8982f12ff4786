/** The first test of candidates, which throws out nearly all composites: as many in one call as the core has lanes. */
import { lanesFor, type NumberCore, writeNumber } from "./wire.ts"

/**
 * For each candidate, whether 2^((p - 1)/2) is 1 or -1 modulo it: always, if it is prime; rarely, if it is not (Euler's
 * criterion). The time depends on `bits` and on `lanesFor` so many candidates only.
 *
 * `candidates`: odd numbers of exactly `bits` bits, big endian; `bits` a multiple of 8, 1024 to 2048. As many of them as
 * `core.lanes` says are done fastest; at least one, and no more than the build has lanes. The caller wipes them; the core is
 * left clear.
 */
export function filterCandidates(
  core: NumberCore,
  candidates: readonly Uint8Array[],
  bits: number,
): boolean[] {
  const last = candidates.at(-1)
  if (last === undefined || candidates.length > core.LANES_MAX.value) {
    throw new Error(`bug: ${candidates.length} candidates for ${core.LANES_MAX.value} lanes`)
  }
  try {
    for (let index = 0; index < lanesFor(candidates.length); index++) {
      writeNumber(core, { start: core.INPUT, index }, candidates[index] ?? last)
    }
    const passed = core.filter(bits, candidates.length)
    return candidates.map((_, lane) => ((passed >> lane) & 1) === 1)
  } finally {
    core.wipe()
  }
}
