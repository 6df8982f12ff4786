/** The doors of the bignum core: what the WebAssembly build and the BigInt oracle both offer. Numbers cross as bytes. */

/**
 * Gives the next `length` bytes of a stream. Each call is one draw: a deterministic generator may stir its state
 * between draws, so two draws of 8 bytes need not equal one draw of 16. The array is the receiver's, who overwrites it.
 */
export type ByteSource = (length: number) => Uint8Array | Promise<Uint8Array>

/** Sizes, in bits, in which primes are searched: half the size of the modulus they make. */
export type PrimeBits = 1024 | 1536 | 2048

/**
 * How a prime is searched, named after the section of FIPS 186-5 appendix A.1: A.1.6, probable primes with conditions based on
 * auxiliary probable primes; A.1.3, independent candidates.
 */
export type PrimeMethod = "A.1.6" | "A.1.3"

export interface PrimeSearchRequest {
  bits: PrimeBits
  method: PrimeMethod
  /** The stream of candidates: the only thing that decides which prime comes out. */
  candidates: ByteSource
  /** Bases for Miller-Rabin; no part of the candidate stream (FIPS 186-5 B.3.1). */
  bases: ByteSource
  /** Called between filter calls, every few milliseconds: where there are no threads, a place to yield or to throw. */
  pause?: () => void | Promise<void>
  /** What the search adds its work to. */
  counts?: SearchCounts | undefined
}

/** The work of searches, in numbers that do not depend on the machine. */
export interface SearchCounts {
  /**
   * Numbers without a small divisor, up to each prime that was found, in the order in which they were tried. Says nothing of a
   * prime: bits ln 2 / (e^gamma ln B) are to be expected, where B is the end of the small divisors.
   */
  candidates: number
  /** Calls of the filter, which take some candidates each. */
  filterCalls: number
  /** Rounds of Miller-Rabin that numbers took which passed the filter; auxiliary primes are not counted. */
  rounds: number
}

/**
 * A search. By A.1.3 it reads candidates ahead, and keeps what it has not tried yet for the next prime. By A.1.6 primes come in
 * pairs, p, q, p, q: each second one is as far from the one before as step 6 asks.
 */
export interface PrimeSearch {
  /**
   * The next prime of the stream: big endian, `bits / 8` bytes. The caller wipes it. One call at a time.
   *
   * @throws whatever a source or `pause` throws; BrokenSourceError when a source gives another length than asked for, when
   *   20 * bits candidates hold no prime (the limit of FIPS 186-5 A.1.3 and B.9), or when bases are 0, 1 or -1. A search that
   *   threw is closed.
   */
  next(): Promise<Uint8Array>
  /** Wipes what the search keeps. */
  close(): void
}

/** What two primes and the public exponent 65537 make. All big endian; every array but `modulus` is secret. */
export interface CrtNumbers {
  /** p * q, `2 * bits / 8` bytes. */
  modulus: Uint8Array
  /** 65537^-1 mod lcm(p - 1, q - 1), as long as the modulus. */
  privateExponent: Uint8Array
  /** 65537^-1 mod (p - 1), `bits / 8` bytes. */
  exponent1: Uint8Array
  /** 65537^-1 mod (q - 1), `bits / 8` bytes. */
  exponent2: Uint8Array
  /** q^-1 mod p, `bits / 8` bytes. */
  coefficient: Uint8Array
}

/** The curves, by the names of SEC 2, FIPS 186-5, RFC 8032 and GB/T 32918. */
export type CurveName = "P-256" | "P-384" | "P-521" | "secp256k1" | "SM2" | "Ed25519"

/** The builds of the core: `portable` runs everywhere, `fma` where relaxed SIMD has fused multiply-adds. */
export type EngineName = "portable" | "fma"

export interface Bignum {
  /** The build that runs. */
  readonly build: EngineName | "oracle"
  /**
   * Opens a search for primes: FIPS 186-5 appendix A.1.6 or A.1.3, with the rounds of table B.1. Which bytes are drawn for what
   * says docs/formats/seeded-keys.md.
   *
   * @throws RangeError for a size or a method that is not there
   */
  searchPrimes(request: PrimeSearchRequest): PrimeSearch
  /**
   * Miller-Rabin with `rounds` random bases, for odd or even numbers of 1 to 2048 bits, big endian. Time varies with
   * the value of a number that is composite, not with that of a prime. Numbers below 22003^2 are told without bases.
   *
   * @throws RangeError for no rounds, and for more than 2048 bits
   */
  isProbablePrime(value: Uint8Array, rounds: number, bases: ByteSource): Promise<boolean>
  /**
   * The numbers of a CRT private key from two primes of equal size, or nothing when the pair may not be used:
   * gcd(p - 1, q - 1) is 2^32 or more, 65537 has no inverse, |p - q| <= 2^(bits - 100), or d <= 2^bits
   * (FIPS 186-5 A.1.1, steps 3 to 5). Checks the pair once, by a message raised to e and back, before it returns.
   *
   * @throws RangeError when p and q are not odd numbers of one `PrimeBits`, with their highest bit set; Error when the check
   *   fails, because one of them is no prime; BrokenSourceError when the base of that check is 0, 1 or -1
   */
  crtNumbers(p: Uint8Array, q: Uint8Array, bases: ByteSource): Promise<CrtNumbers | undefined>
  /**
   * The public point of a scalar, or nothing when the scalar is not in 1 .. n - 1.
   *
   * Weierstrass curves: scalar big endian, as long as the order n (32, 48, 66 bytes); answer x || y, both big endian, each as
   * long as the field. Ed25519: the clamped scalar of RFC 8032 section 5.1.5, 32 bytes, little endian; answer the
   * 32-byte encoding of the point (section 5.1.2). Constant time in the scalar.
   */
  multiplyBase(curve: CurveName, scalar: Uint8Array): Uint8Array | undefined
  /**
   * The public key of an Ed25519 private key: RFC 8032 section 5.1.5, 32 bytes to 32 bytes. Neither the hash nor the scalar
   * leaves the core. Constant time.
   *
   * @throws RangeError for a private key of another length
   */
  ed25519PublicKey(privateKey: Uint8Array): Uint8Array
}
