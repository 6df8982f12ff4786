/** `generateKeyPair`, ready to use: the build of the numbers that runs best here, and the platform's randomness. */
import { createEngines, type EngineReport, type Engines } from "@keywright/bignum"
import { type Core, createCore, type GenerateKeyPairOptions } from "./core.ts"
import type { KeyPair } from "./key-pair.ts"
import type { KeyPairSpec } from "./key-pair-specs.ts"
import { systemRandom } from "./random/system-random.ts"
import type { SearchPrime } from "./rsa/side-by-side.ts"

let chosen: Engines | undefined
let core: Core | undefined

/** Chosen once, whoever asks first. */
function ownEngines(): Engines {
  chosen ??= createEngines()
  return chosen
}

/**
 * Makes a key pair: PKCS#8 (RFC 5958) and SubjectPublicKeyInfo (RFC 5280) as DER.
 *
 *     const { privateKey, publicKey } = await generateKeyPair("RSA_3072")
 *
 * The instances of the WebAssembly core are made on the first call and kept. What it throws, and what it promises about
 * secrets, concurrent calls and the event loop, is said at `Core.generateKeyPair` and `GenerateKeyPairOptions`.
 */
export function generateKeyPair(
  spec: KeyPairSpec,
  options?: GenerateKeyPairOptions,
): Promise<KeyPair> {
  return ownCore().generateKeyPair(spec, options)
}

/** Searches one prime, in a thread, for the core that makes a pair of two: see `CorePorts.searchPrime`. */
export const searchPrime: Core["searchPrime"] = (order, options) =>
  ownCore().searchPrime(order, options)

function ownCore(): Core {
  core ??= createCore({ bignum: ownEngines().open, random: systemRandom })
  return core
}

/**
 * A core as `generateKeyPair` has it, that reaches threads: there `{ parallel: true }` searches both primes of an RSA pair at the
 * same time. `searchPrime` of this package is what such a thread calls.
 */
export function createThreadedCore(searchElsewhere: SearchPrime): Core {
  return createCore({
    bignum: ownEngines().open,
    random: systemRandom,
    searchPrime: searchElsewhere,
  })
}

/**
 * Tells which build of the numbers `generateKeyPair` runs on here, and why: one report for each build. The first call
 * compiles and tests it, as the first RSA key pair does.
 *
 *     for (const { name, runs, reason } of await engines()) console.log(name, runs, reason)
 *
 * To run on another one, for a test or a benchmark: `createCore({ bignum: createEngines({ engine: "portable" }).open, ... })`.
 */
export function engines(): Promise<readonly EngineReport[]> {
  return ownEngines().report()
}
