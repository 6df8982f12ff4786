/** Two primes at a time, each searched elsewhere: in a thread of its own, which this package does not know. */
import type { PrimeBits, PrimeMethod, PrimeSearch } from "@keywright/bignum"
import { wipe } from "../bytes/wipe.ts"

/** What a prime has to be. */
export interface PrimeOrder {
  /** Half as many as the modulus has. */
  readonly bits: PrimeBits
  readonly method: PrimeMethod
}

/**
 * Searches one prime with random bytes of its own, and gives it away: big endian, `bits / 8` bytes, the caller wipes it. May be
 * called again before it is done. Rejects with the signal's reason when it is aborted.
 */
export type SearchPrime = (
  order: PrimeOrder,
  options?: { signal?: AbortSignal | undefined },
) => Promise<Uint8Array>

/** As many threads have something to do. */
const searchesAtOnce = 2

/**
 * A search that has primes searched at the same time, by whoever searches elsewhere: the first one that is found is p, the
 * second q. Meanwhile another search has begun, so that nobody waits for the slower of two; `close` aborts what is still under way.
 *
 * FIPS 186-5 A.1.6, step 6, compares the numbers that they were searched from, too, which stay where they are. They are less than
 * 2^436 below their primes, so that primes that are 2^(bits - 100) apart leave that open with a chance below 2^-500.
 */
export function searchSideBySide(
  searchPrime: SearchPrime,
  order: PrimeOrder,
  signal?: AbortSignal,
): PrimeSearch {
  const closing = new AbortController()
  const signals = signal === undefined ? [closing.signal] : [signal, closing.signal]
  const running = new Set<Promise<Uint8Array>>()

  /** A prime with the search that found it. */
  async function taken(search: Promise<Uint8Array>) {
    return { search, prime: await search }
  }

  return {
    async next() {
      while (running.size < searchesAtOnce) {
        running.add(searchPrime(order, { signal: AbortSignal.any(signals) }))
      }
      const { search, prime } = await Promise.race([...running].map(taken))
      running.delete(search)
      return prime
    },
    close() {
      closing.abort(new Error("the search for primes is closed"))
      // What is found all the same is wiped; that they are aborted is no news.
      for (const search of running) search.then(wipe, () => undefined)
      running.clear()
    },
  }
}
