/** From a compiled module to the doors. */
import { instantiateSync } from "@assemblyscript/loader"
import { crtDoors } from "./crt-numbers.ts"
import { type CurveExports, curveDoors } from "./curves.ts"
import type { Bignum } from "./doors.ts"
import { primeDoors } from "./primes.ts"
import type { NumberExports } from "./wire.ts"

/**
 * Instantiates the core, which imports nothing.
 *
 * One instance serves one caller at a time; its memory is wiped after every call.
 */
export function loadBignum(module: WebAssembly.Module): Bignum {
  const exports = instantiateSync(module, {}).exports as unknown as CurveExports & NumberExports
  const core = { ...exports, lanes: 2 }
  return { build: "portable", ...primeDoors(core), ...crtDoors(core), ...curveDoors(core) }
}
