/** The doors to primes: the search by each method, and the test of any number. */
import type { Bignum, ByteSource, PrimeMethod, PrimeSearch, PrimeSearchRequest } from "./doors.ts"
import { searchIndependentCandidates } from "./independent-candidates.ts"
import { passesMillerRabin } from "./miller-rabin.ts"
import { searchProgressions } from "./progression-search.ts"
import { surviveTrialDivision } from "./trial-division.ts"
import { decidedEnd, type NumberCore } from "./wire.ts"

const searches: Readonly<
  Record<PrimeMethod, (core: NumberCore, request: PrimeSearchRequest) => PrimeSearch>
> = {
  "A.1.6": searchProgressions,
  "A.1.3": searchIndependentCandidates,
}

const bitsMax = 2048

export function primeDoors(core: NumberCore): Pick<Bignum, "searchPrimes" | "isProbablePrime"> {
  return {
    searchPrimes(request) {
      const { method } = request
      if (!Object.hasOwn(searches, method)) throw new RangeError(`no search by method ${method}`)
      return searches[method](core, request)
    },
    isProbablePrime: (value, rounds, bases) => isProbablePrime(core, { value, rounds, bases }),
  }
}

interface TestRequest {
  value: Uint8Array
  rounds: number
  bases: ByteSource
}

async function isProbablePrime(
  core: NumberCore,
  { value, rounds, bases }: TestRequest,
): Promise<boolean> {
  if (!Number.isInteger(rounds) || rounds < 1) throw new RangeError(`no test of ${rounds} rounds`)
  const start = value.findIndex((byte) => byte !== 0)
  if (start === -1) return false
  const number = value.slice(start)
  try {
    const bits = 8 * number.length - (Math.clz32(number[0] as number) - 24)
    if (bits > bitsMax) throw new RangeError(`no test of numbers of ${bits} bits`)
    const small =
      number.length <= 4 ? number.reduce((sum, byte) => 256 * sum + byte, 0) : decidedEnd
    if (small < decidedEnd) return Boolean(core.isSmallPrimeVarTime(small))
    if ((number.at(-1) as number) % 2 === 0) return false
    if (!surviveTrialDivision(core, number, number.length)[0]) return false
    return await passesMillerRabin(core, { value: number, bits, twosMax: bits, rounds, bases })
  } finally {
    number.fill(0)
  }
}
