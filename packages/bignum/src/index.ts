/** Numbers of a few thousand bits, primes and curves: typed doors to the WebAssembly core. */

export type {
  Bignum,
  ByteSource,
  CrtNumbers,
  CurveName,
  PrimeBits,
  PrimeMethod,
  PrimeSearch,
  PrimeSearchRequest,
} from "./doors.ts"
export { loadBignum } from "./load.ts"
