/**
 * RSAPrivateKey, RFC 8017 appendix A.1.2.
 *
 *   RSAPrivateKey ::= SEQUENCE {
 *     version          INTEGER { two-prime(0) },
 *     modulus          INTEGER,  -- n
 *     publicExponent   INTEGER,  -- e
 *     privateExponent  INTEGER,  -- d
 *     prime1           INTEGER,  -- p
 *     prime2           INTEGER,  -- q
 *     exponent1        INTEGER,  -- d mod (p - 1)
 *     exponent2        INTEGER,  -- d mod (q - 1)
 *     coefficient      INTEGER   -- q^-1 mod p
 *   }
 *
 * Keys of more than two primes (version 1) are refused.
 */
import { DerReader } from "../der/reader.ts"
import { type Element, integer, sequence } from "../der/writer.ts"
import { encodeVersion, expectVersion } from "./version.ts"

/** Big-endian numbers by the names of the RFC. */
export interface RsaPrivateKey {
  modulus: Uint8Array
  publicExponent: Uint8Array
  privateExponent: Uint8Array
  prime1: Uint8Array
  prime2: Uint8Array
  exponent1: Uint8Array
  exponent2: Uint8Array
  coefficient: Uint8Array
}

export function encodeRsaPrivateKey(key: RsaPrivateKey): Element {
  return sequence(
    encodeVersion(0),
    integer(key.modulus),
    integer(key.publicExponent),
    integer(key.privateExponent),
    integer(key.prime1),
    integer(key.prime2),
    integer(key.exponent1),
    integer(key.exponent2),
    integer(key.coefficient),
  )
}

/** The numbers are views of `der`. What they are to each other is not checked. */
export function decodeRsaPrivateKey(der: Uint8Array): RsaPrivateKey {
  const file = new DerReader(der)
  const fields = file.sequence()
  file.end()
  expectVersion(fields, 0)
  const key: RsaPrivateKey = {
    modulus: fields.integer(),
    publicExponent: fields.integer(),
    privateExponent: fields.integer(),
    prime1: fields.integer(),
    prime2: fields.integer(),
    exponent1: fields.integer(),
    exponent2: fields.integer(),
    coefficient: fields.integer(),
  }
  fields.end()
  return key
}
