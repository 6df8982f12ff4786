/** From a compiled module to the doors. */
import { instantiateSync } from "@assemblyscript/loader"
import { crtDoors } from "./crt-numbers.ts"
import { type CurveExports, curveDoors } from "./curves.ts"
import type { Bignum } from "./doors.ts"
import { createLaneChoice } from "./lane-choice.ts"
import { primeDoors } from "./primes.ts"
import { lanesFor, type NumberCore, type NumberExports } from "./wire.ts"

/**
 * Instantiates a build of the core, which imports nothing, as it is: `createEngines` chooses and tests one.
 *
 * One instance serves one caller at a time; its memory is wiped after every call. `now`, a clock in milliseconds, times its first
 * filter calls, by which it chooses how many candidates go side by side: what it answers does not depend on that.
 *
 * @throws WebAssembly.CompileError or LinkError when the module is none of the core's
 */
export function loadBignum(
  module: WebAssembly.Module,
  now: () => number = () => performance.now(),
): Bignum {
  const core = numberCore(module, now)
  const build = core.LANES_MAX.value > 2 ? "fma" : "portable"
  return { build, ...primeDoors(core), ...crtDoors(core), ...curveDoors(core) }
}

/** An instance that chooses its lanes by a clock. */
export function numberCore(
  module: WebAssembly.Module,
  now: () => number,
): NumberCore & CurveExports {
  const exports = instantiateSync(module, {}).exports as unknown as NumberExports & CurveExports
  const choice = createLaneChoice(exports.LANES_MAX.value, now)
  return {
    ...exports,
    get lanes() {
      return choice.lanes
    },
    filter: (bits, candidates) =>
      choice.timed({ bits, lanes: lanesFor(candidates) }, () => exports.filter(bits, candidates)),
  }
}
