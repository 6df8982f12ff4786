/**
 * RSAPublicKey, RFC 8017 appendix A.1.1.
 *
 *   RSAPublicKey ::= SEQUENCE {
 *     modulus         INTEGER,  -- n
 *     publicExponent  INTEGER   -- e
 *   }
 */
import { DerReader } from "../der/reader.ts"
import { type Element, integer, sequence } from "../der/writer.ts"

/** Big-endian numbers by the names of the RFC. */
export interface RsaPublicKey {
  modulus: Uint8Array
  publicExponent: Uint8Array
}

export function encodeRsaPublicKey({ modulus, publicExponent }: RsaPublicKey): Element {
  return sequence(integer(modulus), integer(publicExponent))
}

/** The numbers are views of `der`. */
export function decodeRsaPublicKey(der: Uint8Array): RsaPublicKey {
  const file = new DerReader(der)
  const fields = file.sequence()
  file.end()
  const key: RsaPublicKey = { modulus: fields.integer(), publicExponent: fields.integer() }
  fields.end()
  return key
}
