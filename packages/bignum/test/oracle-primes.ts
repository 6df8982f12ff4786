/** The doors to primes and CRT numbers in plain BigInt: slow, obvious, and made of nothing that the core is made of. */
import type { ByteSource, CrtNumbers, PrimeBits } from "../src/doors.ts"

const e = 65537n

/** FIPS 186-5 A.1.3 to the letter: draw, set bits, test; no trial division, no queue. The primes of a stream, in order. */
export async function* primesOf(bits: PrimeBits, candidates: ByteSource): AsyncGenerator<bigint> {
  for (;;) {
    const bytes = (await candidates(bits / 8)).slice()
    bytes[0] = (bytes[0] ?? 0) | 0xc0
    bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) | 7
    const value = numberOf(bytes)
    if (isPrime(value)) yield value
  }
}

/** By the first twenty primes as divisors and bases: for random numbers, and for all below 3.3 * 10^24. */
export function isPrime(value: bigint): boolean {
  const bases = [2n, 3n, 5n, 7n, 11n, 13n, 17n, 19n, 23n, 29n, 31n, 37n, 41n, 43n, 47n, 53n, 59n]
  if (value < 2n) return false
  for (const base of bases) if (value % base === 0n) return value === base
  return bases.every((base) => passesRound(value, base))
}

/** One round of Miller-Rabin: FIPS 186-5 B.3.1. */
export function passesRound(value: bigint, base: bigint): boolean {
  let odd = value - 1n
  let twos = 0
  for (; odd % 2n === 0n; odd /= 2n) twos++
  let power = powerOf(base, odd, value)
  if (power === 1n || power === value - 1n) return true
  for (let i = 1; i < twos; i++) {
    power = (power * power) % value
    if (power === value - 1n) return true
  }
  return false
}

export function crtNumbersOf(p: bigint, q: bigint, bits: number): CrtNumbers | undefined {
  const common = commonDivisorOf(p - 1n, q - 1n)
  const lambda = ((p - 1n) * (q - 1n)) / common
  if (common >= 2n ** 32n || lambda % e === 0n) return undefined
  const d = inverseOf(e, lambda)
  const distance = p > q ? p - q : q - p
  if (distance <= 2n ** BigInt(bits - 100) || d <= 2n ** BigInt(bits)) return undefined
  const length = bits / 8
  return {
    modulus: bytesOf(p * q, 2 * length),
    privateExponent: bytesOf(d, 2 * length),
    exponent1: bytesOf(d % (p - 1n), length),
    exponent2: bytesOf(d % (q - 1n), length),
    coefficient: bytesOf(inverseOf(q, p), length),
  }
}

export function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === "1") result = (result * base) % modulus
  }
  return result
}

export function commonDivisorOf(a: bigint, b: bigint): bigint {
  return b === 0n ? a : commonDivisorOf(b, a % b)
}

/** The extended Euclidean algorithm. */
export function inverseOf(value: bigint, modulus: bigint): bigint {
  let [r0, r1, s0, s1] = [modulus, value % modulus, 0n, 1n]
  while (r1 !== 0n) [r0, r1, s0, s1] = [r1, r0 % r1, s1, s0 - (r0 / r1) * s1]
  return ((s0 % modulus) + modulus) % modulus
}

/** Big endian. */
export function numberOf(bytes: Uint8Array): bigint {
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

export function bytesOf(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) =>
    Number((value >> BigInt(8 * (length - 1 - i))) & 255n),
  )
}
