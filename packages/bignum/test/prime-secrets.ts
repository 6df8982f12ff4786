/** Primes to trace the core with: next to both ends of their range, sparse, dense, and found at random. */
import { loadBignum, type PrimeBits } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { bytesOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random } from "./streams.ts"

const bignum = loadBignum(portable)
const known = new Map<PrimeBits, Promise<readonly Uint8Array[]>>()

/**
 * Primes with their two top bits set, any two neighbours of which make a key pair: twenty of 1024 bits, which are found soon,
 * or six of another size.
 */
export function primeSecrets(bits: PrimeBits): Promise<readonly Uint8Array[]> {
  const found = known.get(bits) ?? findPrimes(bits)
  known.set(bits, found)
  return found
}

async function findPrimes(bits: PrimeBits): Promise<readonly Uint8Array[]> {
  const numbers = randomNumbers()
  const top = 2n ** BigInt(bits)
  const half = (top / 4n) * 3n
  const middle = 2n ** BigInt(bits / 2)
  const anywhere = (): bigint => half + numbers.below(top / 5n)
  // All ones; zeros; alternating; then long runs of either, with numbers from anywhere between them, as neighbours may
  // not be close.
  const starts = [top - 2n ** 20n, half, half + top / 12n, anywhere(), anywhere(), anywhere()]
  if (bits === 1024) {
    starts.push(half + middle, anywhere(), top - middle, anywhere())
    while (starts.length < 18) starts.push(anywhere())
  }
  const primes: Uint8Array[] = []
  for (const start of starts) primes.push(await searchFrom(start, bits))
  if (bits !== 1024) return primes
  // One less is divisible by 2^20, and by 2^100: later steps of Miller-Rabin decide.
  const many = await firstFrom(half + 2n ** 20n + 1n, 2n ** 21n)
  const most = await firstFrom(top - 2n ** 100n + 1n, -(2n ** 100n))
  return [most, ...primes.slice(1), primes[0] as Uint8Array, many]
}

/** The first prime from `start` on that is 7 mod 8. */
async function searchFrom(start: bigint, bits: PrimeBits): Promise<Uint8Array> {
  let value = start
  const candidates = (length: number): Uint8Array => {
    value += 8n
    return bytesOf(value, length)
  }
  const search = bignum.searchPrimes({ bits, method: "A.1.3", candidates, bases: random })
  try {
    return await search.next()
  } finally {
    search.close()
  }
}

/** The first prime of 1024 bits in a progression. */
async function firstFrom(start: bigint, step: bigint): Promise<Uint8Array> {
  for (let value = start; ; value += step) {
    const bytes = bytesOf(value, 128)
    if (await bignum.isProbablePrime(bytes, 4, random)) return bytes
  }
}
