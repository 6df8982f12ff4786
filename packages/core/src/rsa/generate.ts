/** An RSA key pair from two primes: docs/formats/seeded-keys.md, "RSA". */
import {
  type Bignum,
  BrokenSourceError,
  type ByteSource,
  type CrtNumbers,
  type PrimeSearch,
} from "@keywright/bignum"
import { wipe } from "../bytes/wipe.ts"
import { CoreError } from "../errors.ts"
import type { EncodedPair } from "../keys/encoded-pair.ts"
import { encodePrivateKey } from "../keys/private-key.ts"
import { encodePublicKey } from "../keys/public-key.ts"

/** 65537: FIPS 186-5, appendix A.1.1, wants 2^16 < e < 2^256. */
const publicExponent: Uint8Array = Uint8Array.of(1, 0, 1)

/**
 * A pair of primes does not fit with a chance of about 2^-15 by A.1.3 (65537 divides p - 1 or q - 1), and of 2^-32 by A.1.6.
 * Sixteen in a row say that the stream is broken.
 */
const attemptsMax = 16

export interface RsaGeneration {
  /** Where primes come from: p, q, p, q. It is closed at the end. */
  search: PrimeSearch
  bases: ByteSource
}

/**
 * PKCS#8 and SubjectPublicKeyInfo. Everything secret but the PKCS#8 is wiped, whether it succeeds or throws. Throws
 * `key-pair/primes` for a byte source that is broken.
 */
export async function generateRsa(
  bignum: Bignum,
  { search, bases }: RsaGeneration,
): Promise<EncodedPair> {
  return await closing(search, async () => {
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      const pair = await attemptPair(bignum, search, bases)
      if (pair !== undefined) return pair
    }
    throw new BrokenSourceError(`no two primes fit each other in ${attemptsMax} attempts`)
  })
}

/** Uses a search, closes it, and names a byte source that is broken as this package does. */
export async function closing<Value>(
  search: PrimeSearch,
  use: () => Promise<Value>,
): Promise<Value> {
  try {
    return await use()
  } catch (error) {
    if (!(error instanceof BrokenSourceError)) throw error
    throw new CoreError("key-pair/primes", { reason: error.message })
  } finally {
    search.close()
  }
}

/** Two primes in the order of the stream; nothing when they do not fit each other. */
async function attemptPair(
  bignum: Bignum,
  search: PrimeSearch,
  bases: ByteSource,
): Promise<EncodedPair | undefined> {
  let p: Uint8Array | undefined
  let q: Uint8Array | undefined
  let numbers: CrtNumbers | undefined
  try {
    p = await search.next()
    q = await search.next()
    numbers = await bignum.crtNumbers(p, q, bases)
    if (numbers === undefined) return undefined
    const { modulus } = numbers
    const key = { family: "rsa", publicExponent, prime1: p, prime2: q, ...numbers } as const
    return {
      privateKey: encodePrivateKey(key),
      publicKey: encodePublicKey({ family: "rsa", modulus, publicExponent }),
    }
  } finally {
    wipe(p, q, numbers?.privateExponent)
    wipe(numbers?.exponent1, numbers?.exponent2, numbers?.coefficient)
  }
}
