/** The doors of the core in plain BigInt, slow and obvious: what it has to agree with. */
import type { Bignum, PrimeSearchRequest } from "../src/doors.ts"
import { auxiliaryPrimesOf } from "./oracle-auxiliary.ts"
import { curveOracle } from "./oracle-curves.ts"
import { bytesOf, crtNumbersOf, isPrime, numberOf, primesOf } from "./oracle-primes.ts"

export const oracle: Bignum = {
  build: "oracle",
  ...curveOracle,
  searchPrimes({ bits, method, candidates }: PrimeSearchRequest) {
    const primes =
      method === "A.1.6" ? auxiliaryPrimesOf(bits, candidates) : primesOf(bits, candidates)
    return {
      next: async () => bytesOf((await primes.next()).value, bits / 8),
      close: () => undefined,
    }
  },
  isProbablePrime: async (value) => isPrime(numberOf(value)),
  crtNumbers: async (p, q) => crtNumbersOf(numberOf(p), numberOf(q), 8 * p.length),
}
