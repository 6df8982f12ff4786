/** The primes of the six curves as signed powers of two: all that their field kernels are generated from. */

export interface Prime {
  /** The file's name, and with the first letter raised the class's. */
  readonly name: string
  /** How the prime is called in its standard. */
  readonly standard: string
  /** The prime: a sum of sign * 2^exponent, highest first, the last exponent 0. */
  readonly terms: readonly (readonly [sign: 1 | -1, exponent: number])[]
  /** Digits of a number, and bits of a digit: `digits * radixBits` is at least the prime's length. */
  readonly digits: number
  readonly radixBits: number
  /**
   * montgomery: the low half of a product is cleared by adding multiples of p, the answer is a * b / 2^(digits * radixBits).
   * fold: 2^(digits * radixBits) mod p is small, so the high half is added to the low half times that.
   */
  readonly reduction: "montgomery" | "fold"
}

/*
 * Digits of 52 bits are the widest whose products stay exact (kernel.ts proves it); narrower ones are taken where they cost no
 * further digit and let a reduction's shifts meet fewer digit borders. `fold` is taken where the fold has few terms; the
 * other primes are -1 modulo a small power of two, or a multiple of them is, so that a Montgomery quotient is a digit itself.
 */
export const primes: readonly Prime[] = [
  {
    name: "p256",
    standard: "SP 800-186 3.2.1.3",
    terms: [
      [1, 256],
      [-1, 224],
      [1, 192],
      [1, 96],
      [-1, 0],
    ],
    digits: 5,
    radixBits: 52,
    reduction: "montgomery",
  },
  {
    name: "p384",
    standard: "SP 800-186 3.2.1.4",
    terms: [
      [1, 384],
      [-1, 128],
      [-1, 96],
      [1, 32],
      [-1, 0],
    ],
    digits: 8,
    radixBits: 48,
    reduction: "montgomery",
  },
  {
    name: "p521",
    standard: "SP 800-186 3.2.1.5",
    terms: [
      [1, 521],
      [-1, 0],
    ],
    digits: 11,
    radixBits: 48,
    reduction: "fold",
  },
  {
    name: "secp256k1",
    standard: "SEC 2 version 2.0, 2.4.1",
    terms: [
      [1, 256],
      [-1, 32],
      [-1, 10],
      [1, 5],
      [1, 4],
      [-1, 0],
    ],
    digits: 5,
    radixBits: 52,
    reduction: "fold",
  },
  {
    name: "sm2",
    standard: "GB/T 32918.5-2017",
    terms: [
      [1, 256],
      [-1, 224],
      [-1, 96],
      [1, 64],
      [-1, 0],
    ],
    digits: 5,
    radixBits: 52,
    reduction: "montgomery",
  },
  {
    name: "ed25519",
    standard: "RFC 7748 section 4.1",
    terms: [
      [1, 255],
      [-1, 4],
      [-1, 1],
      [-1, 0],
    ],
    digits: 5,
    radixBits: 51,
    reduction: "fold",
  },
]

/** The prime as a number. */
export function modulusOf(prime: Prime): bigint {
  return prime.terms.reduce(
    (sum, [sign, exponent]) => sum + BigInt(sign) * 2n ** BigInt(exponent),
    0n,
  )
}

/** The prime's length in bits. */
export function bitsOf(prime: Prime): number {
  return prime.terms[0]?.[1] ?? 0
}

/** What a product is multiplied by: 1, or 2^-(digits * radixBits) for a Montgomery reduction; here the inverse of it. */
export function radixOf(prime: Prime): bigint {
  return prime.reduction === "montgomery" ? 2n ** BigInt(prime.digits * prime.radixBits) : 1n
}

/** The residue in 0 .. modulus - 1. */
export function residue(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus
}

/** value^-1 mod modulus, by Euclid. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, u, v] = [residue(value, modulus), modulus, 1n, 0n]
  while (low !== 0n) {
    const quotient = high / low
    ;[low, high, u, v] = [high - quotient * low, low, v - quotient * u, u]
  }
  return residue(v, modulus)
}
