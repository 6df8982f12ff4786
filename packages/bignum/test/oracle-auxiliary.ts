/**
 * The search with auxiliary primes in plain BigInt: FIPS 186-5 A.1.6 and B.9 to the letter, without a sieve, a filter or a
 * batch. Bytes are drawn as docs/formats/seeded-keys.md says. Step numbers are the standard's.
 */
import type { ByteSource, PrimeBits } from "../src/doors.ts"
import { commonDivisorOf, inverseOf, isPrime, numberOf } from "./oracle-primes.ts"

const e = 65537n

/** Table A.1 asks for more than 140, 170 and 200 bits. */
const auxiliaryBytes: Readonly<Record<PrimeBits, number>> = { 1024: 18, 1536: 22, 2048: 26 }

interface Found {
  /** The last X, from which the prime was searched. */
  readonly X: bigint
  readonly prime: bigint
}

/** The primes of a stream, in order: p, q, p, q and so on. */
export async function* auxiliaryPrimesOf(
  bits: PrimeBits,
  source: ByteSource,
): AsyncGenerator<bigint> {
  const close = 2n ** BigInt(bits - 100)
  for (;;) {
    const p = await primeFactor(bits, source) // 4
    yield p.prime
    let q: Found
    do
      q = await primeFactor(bits, source) // 5
    while (distance(p.prime, q.prime) <= close || distance(p.X, q.X) <= close) // 6
    yield q.prime
  }
}

/** A.1.6, steps 4.1 to 4.3 and 5.1 to 5.3. */
async function primeFactor(bits: PrimeBits, source: ByteSource): Promise<Found> {
  const length = auxiliaryBytes[bits]
  const r1 = firstPrimeFrom(await oddNumber(source, length), length)
  const r2 = firstPrimeFrom(await oddNumber(source, length), length)
  return await probablePrimeFactor(bits, { r1, r2, source })
}

/** 4.1: an odd number of exactly 8 `length` bits. */
async function oddNumber(source: ByteSource, length: number): Promise<bigint> {
  return numberOf(await source(length)) | (1n << BigInt(8 * length - 1)) | 1n
}

/** 4.2: successive odd numbers. */
export function firstPrimeFrom(start: bigint, length: number): bigint {
  let value = start
  while (!isPrime(value)) value += 2n
  if (value >> BigInt(8 * length) !== 0n) throw new Error("the auxiliary prime is too long")
  return value
}

/** B.9. */
async function probablePrimeFactor(
  bits: PrimeBits,
  { r1, r2, source }: { r1: bigint; r2: bigint; source: ByteSource },
): Promise<Found> {
  if (commonDivisorOf(2n * r1, r2) !== 1n) throw new Error("the auxiliary primes are one") // 1
  const step = 2n * r1 * r2
  const R = inverseOf(r2, 2n * r1) * r2 - inverseOf(2n * r1, r2) * 2n * r1 // 2
  for (;;) {
    const X = await startingPoint(bits, source) // 3
    let Y = X + modulo(R - X, step) // 4
    for (let i = 0; Y < 2n ** BigInt(bits); Y += step) {
      // 5, 6 and 10
      if (commonDivisorOf(Y - 1n, e) === 1n && isPrime(Y)) return { X, prime: Y } // 7
      if (++i >= 20 * bits) throw new Error("no prime") // 8 and 9
    }
  }
}

/** Step 3: sqrt(2) 2^(bits - 1) <= X < 2^bits, that is 2^(2 bits - 1) <= X^2. */
async function startingPoint(bits: PrimeBits, source: ByteSource): Promise<bigint> {
  for (let draws = 0; draws < 128; draws++) {
    const X = numberOf(await source(bits / 8)) | (1n << BigInt(bits - 1))
    if (X * X >= 2n ** BigInt(2 * bits - 1)) return X
  }
  throw new Error("no starting point")
}

export function modulo(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus
}

function distance(a: bigint, b: bigint): bigint {
  return a > b ? a - b : b - a
}
