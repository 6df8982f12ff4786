/** A public key as values, and its X.509 form with the format of its algorithm inside. */

import { ed25519Bytes } from "./ed25519-private-key.ts"
import { requireKeyLength } from "./key-length.ts"
import type { NamedCurveName } from "./named-curves.ts"
import { requirePoint } from "./point.ts"
import { decodeRsaPublicKey, encodeRsaPublicKey, type RsaPublicKey } from "./rsa-public-key.ts"
import { decodeSpki, encodeSpki } from "./spki.ts"

export type PublicKey =
  | ({ family: "rsa" } & RsaPublicKey)
  /** `point` is 04 || x || y. */
  | { family: "ec"; curve: NamedCurveName; point: Uint8Array }
  /** `point` is the 32-byte encoding of RFC 8032, section 5.1.2. */
  | { family: "edwards"; point: Uint8Array }

/** SubjectPublicKeyInfo as DER. */
export function encodePublicKey(key: PublicKey): Uint8Array<ArrayBuffer> {
  switch (key.family) {
    case "rsa":
      return encodeSpki({ algorithm: "RSA", publicKey: encodeRsaPublicKey(key) })
    case "ec":
      return encodeSpki({ algorithm: key.curve, publicKey: key.point })
    case "edwards":
      return encodeSpki({ algorithm: "Ed25519", publicKey: key.point })
  }
}

/**
 * The key in a SubjectPublicKeyInfo that `encodePublicKey` could have written; its byte strings are views of `der`. Throws
 * a CoreError of `der/` or `keys/` with an offset for anything else. Whether a point is on its curve is not checked.
 */
export function decodePublicKey(der: Uint8Array): PublicKey {
  const { algorithm, publicKey } = decodeSpki(der)
  if (algorithm === "RSA") return { family: "rsa", ...decodeRsaPublicKey(publicKey) }
  if (algorithm === "Ed25519") {
    return { family: "edwards", point: requireKeyLength("public key", publicKey, ed25519Bytes) }
  }
  return { family: "ec", curve: algorithm, point: requirePoint(algorithm, publicKey) }
}
