/** Numbers of a few thousand bits, primes and curves: typed doors to the WebAssembly core. */

export { BrokenSourceError } from "./broken-source.ts"
export type {
  Bignum,
  ByteSource,
  CrtNumbers,
  CurveName,
  EngineName,
  PrimeBits,
  PrimeMethod,
  PrimeSearch,
  PrimeSearchRequest,
  SearchCounts,
} from "./doors.ts"
export {
  createEngines,
  type EngineOptions,
  type EngineReport,
  type Engines,
  type Purpose,
} from "./engines.ts"
export { loadBignum } from "./load.ts"
export type { Modules } from "./modules.ts"
