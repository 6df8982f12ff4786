/** From a compiled module to the doors. */
import { instantiateSync } from "@assemblyscript/loader"
import { crtDoors } from "./crt-numbers.ts"
import { type CurveExports, curveDoors } from "./curves.ts"
import type { Bignum } from "./doors.ts"
import { primeDoors } from "./primes.ts"
import type { NumberCore, NumberExports } from "./wire.ts"

/**
 * Instantiates a build of the core, which imports nothing, as it is: `createEngines` chooses and tests one.
 *
 * One instance serves one caller at a time; its memory is wiped after every call.
 *
 * @throws WebAssembly.CompileError or LinkError when the module is none of the core's
 */
export function loadBignum(module: WebAssembly.Module): Bignum {
  const core = numberCore(module)
  const build = core.lanes > 2 ? "fma" : "portable"
  return { build, ...primeDoors(core), ...crtDoors(core), ...curveDoors(core) }
}

/** An instance with the lanes that its build has. */
export function numberCore(module: WebAssembly.Module): NumberCore & CurveExports {
  const exports = instantiateSync(module, {}).exports as unknown as NumberExports & CurveExports
  return { ...exports, lanes: exports.LANES_MAX.value }
}
