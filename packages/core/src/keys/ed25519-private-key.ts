/**
 * CurvePrivateKey, RFC 8410 section 7, for Ed25519.
 *
 *   CurvePrivateKey ::= OCTET STRING  -- the 32 bytes of RFC 8032, section 5.1.5
 */
import { DerReader } from "../der/reader.ts"
import { type Element, octets } from "../der/writer.ts"
import { requireKeyLength } from "./key-length.ts"

/** Of a private key, and of a public one. */
export const ed25519Bytes = 32

export function encodeEd25519PrivateKey(privateKey: Uint8Array): Element {
  return octets(privateKey)
}

/** A view of `der`. Throws `keys/length` when it has not 32 bytes. */
export function decodeEd25519PrivateKey(der: Uint8Array): Uint8Array {
  const file = new DerReader(der)
  const privateKey = file.octets()
  file.end()
  return requireKeyLength("private key", privateKey, ed25519Bytes)
}
