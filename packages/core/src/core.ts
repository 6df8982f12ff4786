/** Makes key pairs from whatever brings the numbers, the randomness and the hash. */
import type { Bignum, ByteSource, PrimeMethod, Purpose, SearchCounts } from "@keywright/bignum"
import { wipe } from "./bytes/wipe.ts"
import { generateEc } from "./curves/generate-ec.ts"
import { generateEdwards } from "./curves/generate-edwards.ts"
import { CoreError } from "./errors.ts"
import type { KeyPair } from "./key-pair.ts"
import { type KeyPairRow, type KeyPairSpec, keyPairSpecs } from "./key-pair-specs.ts"
import { createHmacDrbg } from "./random/hmac-drbg.ts"
import type { RandomSource } from "./random/random-source.ts"
import { closing, generateRsa } from "./rsa/generate.ts"
import { type PrimeOrder, type SearchPrime, searchSideBySide } from "./rsa/side-by-side.ts"
import type { Symmetric } from "./symmetric/symmetric.ts"
import { webCrypto } from "./symmetric/web-crypto.ts"
import { createQueue, createYield } from "./turns.ts"

/** Called while primes are searched; the search waits for what it returns, and ends with what it throws. */
export type Pause = () => void | Promise<void>

const methods: readonly PrimeMethod[] = ["A.1.6", "A.1.3"]
const methodWhenAbsent: PrimeMethod = "A.1.6"
const seedBytesMin = 16

export interface CorePorts {
  /** Makes an instance of the numbers: `createEngines().open`. Called once for each purpose at most, when first needed. */
  bignum: (purpose: Purpose) => Bignum | Promise<Bignum>
  /** Random bytes from a cryptographic generator. */
  random: RandomSource
  /** HMAC for seeded keys; WebCrypto when absent. */
  symmetric?: Symmetric | undefined
  /** Searches a prime in another thread: `Core.searchPrime` of a core there. What `parallel` needs; called twice at once. */
  searchPrime?: SearchPrime | undefined
}

export interface GenerateKeyPairOptions {
  /**
   * At least 16 bytes: the same seed gives the same key pair, everywhere (docs/formats/seeded-keys.md); an RSA pair depends on
   * the method too. The key is as secret as the seed. Absent: random.
   */
  seed?: Uint8Array | undefined
  /**
   * How RSA primes are searched, by the section of FIPS 186-5, appendix A: "A.1.6" (auxiliary primes and a sieve) when absent,
   * or "A.1.3" (independent candidates: slower, no memory address depends on a prime, the keys of c2sp.org/det-keygen).
   */
  method?: PrimeMethod | undefined
  /**
   * Searches both primes of an RSA pair at the same time, in threads that `CorePorts.searchPrime` reaches. A pair on a curve has
   * no primes, and is made as ever. Not with a seed: it gives one stream.
   */
  parallel?: boolean | undefined
  /** Aborts the search. The promise is rejected with the signal's reason. */
  signal?: AbortSignal | undefined
  /**
   * Called every few milliseconds while primes are searched; the search waits for what it returns. When absent, the event
   * loop goes on about every 10 milliseconds. A worker thread with nothing else to do passes a function that does nothing.
   */
  pause?: Pause | undefined
  /** What the search of RSA primes adds its work to: candidates, filter calls, rounds. Nothing of it is secret. Not with `parallel`. */
  counts?: SearchCounts | undefined
}

export interface Core {
  /**
   * Makes a key pair: PKCS#8 (RFC 5958) and SubjectPublicKeyInfo (RFC 5280) as DER. The caller wipes `privateKey`; nothing
   * else that is secret is left behind, whether it succeeds, fails or is aborted.
   *
   * May be called again before it is done. RSA pairs are made one after the other, in the order of the calls; a pair on a
   * curve does not wait for them.
   *
   * Throws `key-pair/spec`, `key-pair/seed` or `key-pair/method` for what it does not know, `key-pair/parallel` where there are no
   * threads or a seed is given, and `signal.reason`. A byte source that is broken ends in `key-pair/scalar` or `key-pair/primes`.
   */
  generateKeyPair(spec: KeyPairSpec, options?: GenerateKeyPairOptions): Promise<KeyPair>
  /** Searches one prime: what a thread does for the core that makes a pair of two (`CorePorts.searchPrime`). Takes turns with RSA pairs. */
  searchPrime(
    order: PrimeOrder,
    options?: Pick<GenerateKeyPairOptions, "signal" | "pause">,
  ): Promise<Uint8Array<ArrayBuffer>>
}

/** For who brings their own numbers, randomness or hash. `generateKeyPair` of this package is ready to use. */
export function createCore(ports: CorePorts): Core {
  const { bignum, random, symmetric = webCrypto } = ports
  // An instance serves one call at a time. A search gives way in its middle, a multiplication does not: so the curves have
  // an instance that is always free, and the searches one that they take turns with (docs/decisions/0031).
  const forCurves = lazily(async () => await bignum("curves"))
  const forSearches = lazily(async () => await bignum("numbers"))
  const inTurn = createQueue()

  async function generate(row: KeyPairRow, draw: ByteSource, options: GenerateKeyPairOptions) {
    const { method = methodWhenAbsent, signal } = options
    switch (row.family) {
      case "ec":
        return generateEc(await forCurves(), { row, draw })
      case "edwards":
        return generateEdwards(await forCurves(), draw)
      case "rsa": {
        const order = { bits: row.primeBits, method }
        const { searchPrime } = ports
        return inTurn(async () => {
          const numbers = await forSearches()
          const search =
            options.parallel === true && searchPrime !== undefined
              ? searchSideBySide(searchPrime, order, signal)
              : numbers.searchPrimes({ ...order, ...searchOf(draw, options) })
          return await generateRsa(numbers, { search, bases: random })
        }, signal)
      }
    }
  }

  function searchOf(
    candidates: ByteSource,
    options: Pick<GenerateKeyPairOptions, "signal" | "pause" | "counts">,
  ) {
    return { candidates, bases: random, pause: pauseOf(options), counts: options.counts }
  }

  return {
    async searchPrime(order, options = {}) {
      return await inTurn(async () => {
        const search = (await forSearches()).searchPrimes({
          ...order,
          ...searchOf(random, options),
        })
        const prime = await closing(search, () => search.next())
        return wanted(prime as Uint8Array<ArrayBuffer>, prime, options.signal)
      }, options.signal)
    },
    async generateKeyPair(spec, options = {}) {
      const row = requireRow(spec)
      requireOptions(options)
      requireParallel(options, ports)
      const { seed, signal } = options
      signal?.throwIfAborted()
      const drbg = seed && (await createHmacDrbg(symmetric, seed, personalizationOf(row, options)))
      try {
        const pair = await generate(row, drbg?.draw ?? random, options)
        return wanted({ spec, ...pair }, pair.privateKey, signal)
      } finally {
        drbg?.close()
      }
    },
  }
}

/** What was made, or the signal's reason when it was aborted meanwhile: then the secret in it is wiped. */
function wanted<Made>(made: Made, secret: Uint8Array, signal: AbortSignal | undefined): Made {
  if (signal?.aborted) wipe(secret)
  signal?.throwIfAborted()
  return made
}

function personalizationOf(row: KeyPairRow, options: GenerateKeyPairOptions): Uint8Array {
  if (row.family !== "rsa") return row.personalization
  return row.personalizations[options.method ?? methodWhenAbsent]
}

/** What a search calls: leaves when aborted, else does as the caller wishes. */
function pauseOf({
  signal,
  pause = createYield(),
}: Pick<GenerateKeyPairOptions, "signal" | "pause">): Pause {
  return () => {
    signal?.throwIfAborted()
    return pause()
  }
}

function requireRow(spec: string): KeyPairRow {
  if (Object.hasOwn(keyPairSpecs, spec)) return keyPairSpecs[spec as KeyPairSpec]
  const known = Object.keys(keyPairSpecs).join(", ")
  throw new CoreError("key-pair/spec", { got: String(spec), known })
}

function requireOptions({ seed, method }: GenerateKeyPairOptions): void {
  const seedFits = seed === undefined || (seed instanceof Uint8Array && seed.length >= seedBytesMin)
  if (!seedFits) throw new CoreError("key-pair/seed", { limit: seedBytesMin })
  if (method === undefined || methods.includes(method)) return
  throw new CoreError("key-pair/method", { got: String(method), known: methods.join(", ") })
}

function requireParallel({ parallel, seed }: GenerateKeyPairOptions, ports: CorePorts): void {
  if (parallel !== true) return
  const withoutThreads = ports.searchPrime === undefined
  if (!withoutThreads && seed === undefined) return
  const reason = withoutThreads ? "this core knows no threads" : "a seed gives one stream, not two"
  throw new CoreError("key-pair/parallel", { reason })
}

/** Makes a value when it is first asked for, and again when that failed. */
function lazily<Value>(make: () => Promise<Value>): () => Promise<Value> {
  let made: Promise<Value> | undefined
  return () => {
    made ??= make().catch((error: unknown) => {
      made = undefined
      throw error
    })
    return made
  }
}
