// How many numbers the core works on side by side: the lanes of a pack.

import { PACKS, PACKS_SIZE } from "../memory"

/** Whether this is the fma build, which takes it that relaxed multiply-adds round once: the host has made sure of that. */
export const FUSED: bool = ASC_FEATURE_RELAXED_SIMD

/** Lanes that a pack has. */
export const LANES_MAX: i32 = FUSED ? 4 : 2

/** Lanes in use, from the first one: 2 or LANES_MAX. Those not in use hold whatever they hold, and cost little. */
export let lanes: i32 = 2

/**
 * Puts enough lanes into use for `count` numbers, for all that is done until the next call. Each call begins with it: packs are
 * clear then, as the kernels want it above the digits of a number, whatever sizes were worked on before.
 */
export function useLanes(count: i32): void {
  lanes = FUSED && count > 2 ? LANES_MAX : 2
  memory.fill(PACKS, 0, PACKS_SIZE)
}
