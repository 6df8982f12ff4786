/** `generateKeyPair`, ready to use: the portable build of the numbers and the platform's randomness. */
import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { type Core, createCore, type GenerateKeyPairOptions } from "./core.ts"
import type { KeyPair } from "./key-pair.ts"
import type { KeyPairSpec } from "./key-pair-specs.ts"
import { systemRandom } from "./random/system-random.ts"

let core: Core | undefined

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
  core ??= createCore({ bignum: () => loadBignum(portable), random: systemRandom })
  return core.generateKeyPair(spec, options)
}
