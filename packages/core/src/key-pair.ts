/** What a key pair is, and its other forms: PEM and JWK. */
import type { KeyPairSpec } from "./key-pair-specs.ts"
import { decodeJwk, encodePrivateJwk, encodePublicJwk, type Jwk } from "./keys/jwk.ts"
import { encodePem } from "./keys/pem.ts"
import { decodePrivateKey, encodePrivateKey } from "./keys/private-key.ts"
import { decodePublicKey, encodePublicKey } from "./keys/public-key.ts"

export interface KeyPair {
  spec: KeyPairSpec
  /** PrivateKeyInfo (PKCS#8, RFC 5958) as DER. Secret: wipe it when it has done its work. */
  privateKey: Uint8Array<ArrayBuffer>
  /** SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) as DER. */
  publicKey: Uint8Array<ArrayBuffer>
}

/** The DER of both halves, wherever it comes from. */
export interface Halves {
  privateKey: Uint8Array
  publicKey: Uint8Array
}

/**
 * Both halves as PEM (RFC 7468): PRIVATE KEY and PUBLIC KEY. Strings cannot be wiped: the private one lives until the garbage
 * collector takes it.
 */
export function toPem(keyPair: Halves): {
  privateKey: string
  publicKey: string
} {
  return {
    privateKey: encodePem("PRIVATE KEY", keyPair.privateKey),
    publicKey: encodePem("PUBLIC KEY", keyPair.publicKey),
  }
}

/**
 * Both halves as JSON Web Keys (RFC 7517, RFC 7518, RFC 8037, RFC 8812). Throws `keys/no-jwk` for SM2, for which none is
 * registered, and what the decoders of `keys/` throw for bytes that are no key pair. Strings cannot be wiped.
 */
export function toJwk(keyPair: Halves): {
  privateKey: Jwk
  publicKey: Jwk
} {
  const publicKey = decodePublicKey(keyPair.publicKey)
  return {
    privateKey: encodePrivateJwk(decodePrivateKey(keyPair.privateKey), publicKey),
    publicKey: encodePublicJwk(publicKey),
  }
}

/**
 * The DER of a JSON Web Key: PKCS#8 for a private one, SubjectPublicKeyInfo for a public one. Throws `keys/jwk` or
 * `keys/length`. Whether the numbers fit each other is not checked.
 */
export function fromJwk(jwk: Readonly<Record<string, unknown>>): Uint8Array<ArrayBuffer> {
  const { privateKey, publicKey } = decodeJwk(jwk)
  return privateKey === undefined ? encodePublicKey(publicKey) : encodePrivateKey(privateKey)
}
