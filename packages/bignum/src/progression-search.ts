/**
 * The search with auxiliary primes, FIPS 186-5 appendix A.1.6 with its appendix B.9.
 *
 * B.9 looks at the numbers of an arithmetic progression in order, and takes the first that is prime. The sieve and the filter
 * only find out sooner what is not: the prime that comes out is the one that the standard's loop comes to. Which bytes of the
 * stream are drawn for what says docs/formats/seeded-keys.md.
 */
import { findAuxiliaryPrime } from "./auxiliary-primes.ts"
import { BrokenSourceError } from "./broken-source.ts"
import { areApart } from "./crt-numbers.ts"
import type { PrimeSearch, PrimeSearchRequest } from "./doors.ts"
import { firstPrimeOf } from "./first-prime.ts"
import { type Openness, openSearch, requireOpen } from "./prime-search.ts"
import { primeSize } from "./prime-sizes.ts"
import { numbersOf, type Progression, sieveWindow, startProgression } from "./progression.ts"
import { drawStartingPoint } from "./starting-point.ts"
import type { NumberCore } from "./wire.ts"

/** B.9, step 9, gives up after so many numbers for each bit of a prime: one search in e^57 comes that far. */
const numbersMaxPerBit = 20
/** The sieve's window: eleven primes are in it on average, and none with a chance of e^-11. */
const windowPerBit = 4
/** What power of two divides a prime less one stays secret up to here: for one prime in 2^15 it is higher. */
const twosMax = 15

/** A search that is under way. */
interface Walk extends Openness {
  readonly core: NumberCore
  readonly request: PrimeSearchRequest
}

interface Found {
  /** X, from which the prime was searched. */
  readonly start: Uint8Array
  readonly prime: Uint8Array
}

/**
 * Opens a search. One `next` at a time; one that throws closes it. Primes come in pairs, p, q, p, q: each q is far enough from
 * its p (A.1.6, step 6).
 *
 * @throws RangeError for other sizes than 1024, 1536 and 2048 bits
 */
export function searchProgressions(core: NumberCore, request: PrimeSearchRequest): PrimeSearch {
  const { bits } = request
  primeSize(bits)
  const walk: Walk = { core, request, closed: false }
  let p: Found | undefined

  async function search(): Promise<Uint8Array> {
    for (;;) {
      const found = await primeFactor(walk)
      if (p === undefined) {
        p = found
        return found.prime.slice()
      }
      const fits =
        areApart(core, bits, [p.prime, found.prime]) && areApart(core, bits, [p.start, found.start])
      wipe(found.start)
      if (fits) {
        forget()
        return found.prime
      }
      wipe(found.prime)
    }
  }

  function forget(): void {
    if (p !== undefined) wipe(p.start, p.prime)
    p = undefined
  }

  return openSearch({ openness: walk, search, forget })
}

/** A.1.6, steps 4.1 to 4.3. */
async function primeFactor(walk: Walk): Promise<Found> {
  const { core, request } = walk
  const { bits, candidates, bases } = request
  const { auxiliaryBytes: length, auxiliaryRounds: rounds } = primeSize(bits)
  const auxiliary: Uint8Array[] = []
  try {
    for (let i = 0; i < 2; i++) {
      requireOpen(walk)
      auxiliary.push(await findAuxiliaryPrime(core, { length, rounds, candidates, bases }))
    }
    return await probablePrimeFactor(walk, auxiliary)
  } finally {
    wipe(...auxiliary)
  }
}

/** B.9. */
async function probablePrimeFactor(walk: Walk, auxiliary: readonly Uint8Array[]): Promise<Found> {
  const { core, request } = walk
  const [r1, r2] = auxiliary as [Uint8Array, Uint8Array]
  for (;;) {
    requireOpen(walk)
    const start = await drawStartingPoint(request.bits, request.candidates) // 3
    let progression: Progression | undefined
    try {
      progression = startProgression(core, { start, r1, r2 }) // 1, 2, 4
      const prime = progression && (await firstPrime(walk, progression))
      if (prime !== undefined) return { start: start.slice(), prime }
    } finally {
      wipe(start, progression?.start, progression?.step)
    }
  }
}

/** B.9, steps 5 to 11: the first prime of a progression; nothing when it comes to 2^bits before (step 6). */
async function firstPrime(walk: Walk, progression: Progression): Promise<Uint8Array | undefined> {
  const { core, request } = walk
  const { bits, pause } = request
  const { filtersPerPause } = primeSize(bits)
  const size = windowPerBit * bits
  let filters = 0
  for (let first = 0; first < numbersMaxPerBit * bits; first += size) {
    const left = sieveWindow(core, progression, { first, size })
    try {
      for (let i = 0; i < left.length; ) {
        // Read once: a filter call may change how many lanes the core takes to be best.
        const indices = left.subarray(i, i + core.lanes)
        i += indices.length
        const numbers = numbersOf(core, progression, indices)
        try {
          const found = await firstPrimeOf(core, request, { numbers, twosMax: twosMaxOf })
          if (found !== undefined) return numbers[found]?.slice()
          if (numbers.length < indices.length) return undefined
        } finally {
          wipe(...numbers)
        }
        if (++filters % filtersPerPause === 0) await pause?.()
        requireOpen(walk)
      }
    } finally {
      left.fill(0)
    }
  }
  throw new BrokenSourceError(`no prime in ${numbersMaxPerBit * bits} numbers of a progression`)
}

/** For Miller-Rabin: the highest power of two that may divide a number less one. */
function twosMaxOf(value: Uint8Array): number {
  return value.at(-2) === 0 && value.at(-1) === 1 ? 8 * value.length : twosMax
}

function wipe(...secrets: (Uint8Array | undefined)[]): void {
  for (const secret of secrets) secret?.fill(0)
}
