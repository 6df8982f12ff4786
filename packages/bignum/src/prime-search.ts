/** What a search for primes promises, whatever its method: it may be closed at any moment, and hands nothing out afterwards. */
import type { PrimeSearch } from "./doors.ts"

/** Whether a search goes on. One object for each, shared by all that it is made of. */
export interface Openness {
  closed: boolean
}

interface Method {
  openness: Openness
  /** Finds the next prime, and asks `requireOpen` after whatever it waits for. */
  search: () => Promise<Uint8Array>
  /** Wipes what is kept from one prime to the next. */
  forget: () => void
}

/** The door to a search by some method. One that throws is closed. */
export function openSearch({ openness, search, forget }: Method): PrimeSearch {
  function close(): void {
    openness.closed = true
    forget()
  }

  return {
    async next() {
      try {
        requireOpen(openness)
        const prime = await search()
        if (openness.closed) prime.fill(0)
        requireOpen(openness)
        return prime
      } catch (error) {
        close()
        throw error
      }
    },
    close,
  }
}

/** Throws when the search is closed. */
export function requireOpen({ closed }: Openness): void {
  if (closed) throw new Error("the search for primes is closed")
}
