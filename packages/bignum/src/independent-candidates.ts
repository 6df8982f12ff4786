/**
 * The search among independent candidates, FIPS 186-5 appendix A.1.3: every candidate is drawn anew.
 *
 * Which prime comes out depends on the stream of candidates alone: the first prime in its order. Trial division and the
 * filter only find out sooner what is not prime. Candidates are made from the stream as c2sp.org/det-keygen says.
 */
import { BrokenSourceError } from "./broken-source.ts"
import type { ByteSource, PrimeSearch, PrimeSearchRequest } from "./doors.ts"
import { firstPrimeOf } from "./first-prime.ts"
import { type Openness, openSearch, requireOpen } from "./prime-search.ts"
import { primeSize } from "./prime-sizes.ts"
import { surviveTrialDivision } from "./trial-division.ts"
import { candidatesMax, drawExactly, type NumberCore } from "./wire.ts"

/** Candidates are 7 mod 8: half of one less is odd. */
const candidateTwos = 1
/** A.1.3, step 5, gives up after 10 nlen candidates, 20 for each bit of a prime: one search in e^57 comes that far. */
const drawsMaxPerBit = 20

/**
 * Opens a search. One `next` at a time; one that throws closes it.
 *
 * @throws RangeError for other sizes than 1024, 1536 and 2048 bits
 */
export function searchIndependentCandidates(
  core: NumberCore,
  request: PrimeSearchRequest,
): PrimeSearch {
  const { bits, candidates, pause } = request
  const { filtersPerPause } = primeSize(bits)
  /** Candidates that survived trial division, in the order of the stream. */
  const queue: Uint8Array[] = []
  const openness: Openness = { closed: false }
  let filters = 0
  /** Candidates drawn since the last prime. */
  let draws = 0

  /** The next prime if it is one of the next in the queue, as many as fill the lanes. Each is taken out, handed out or wiped. */
  async function tryNext(): Promise<Uint8Array | undefined> {
    while (queue.length < core.lanes) {
      if (draws >= drawsMaxPerBit * bits)
        throw new BrokenSourceError(`no prime in ${draws} candidates`)
      queue.push(...(await readBatch(core, candidates, bits / 8)))
      draws += candidatesMax
      requireOpen(openness)
    }
    const tried = queue.splice(0, core.lanes)
    try {
      const twosMax = () => candidateTwos
      const found = await firstPrimeOf(core, request, { numbers: tried, twosMax })
      if (found === undefined) return undefined
      queue.unshift(...tried.slice(found + 1).map((untried) => untried.slice()))
      return tried[found]?.slice()
    } finally {
      for (const candidate of tried) candidate.fill(0)
    }
  }

  async function search(): Promise<Uint8Array> {
    draws = 0
    for (;;) {
      requireOpen(openness)
      const prime = await tryNext()
      if (prime !== undefined) return prime
      if (++filters % filtersPerPause === 0) await pause?.()
    }
  }

  function forget(): void {
    for (const candidate of queue) candidate.fill(0)
    queue.length = 0
  }

  return openSearch({ openness, search, forget })
}

/** Draws candidates and keeps those without a small divisor. */
async function readBatch(
  core: NumberCore,
  source: ByteSource,
  length: number,
): Promise<Uint8Array[]> {
  const batch = new Uint8Array(candidatesMax * length)
  try {
    for (let start = 0; start < batch.length; start += length) {
      const bytes = await drawExactly(source, length)
      batch.set(bytes, start)
      bytes.fill(0)
      // At least sqrt(2) 2^(bits - 1), and 7 mod 8: FIPS 186-5 A.1.3, step 4.
      batch[start] = (batch[start] as number) | 0b1100_0000
      batch[start + length - 1] = (batch[start + length - 1] as number) | 0b111
    }
    const survive = surviveTrialDivision(core, batch, length)
    return survive.flatMap((survives, i) =>
      survives ? [batch.slice(i * length, (i + 1) * length)] : [],
    )
  } finally {
    batch.fill(0)
  }
}
