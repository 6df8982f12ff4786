/**
 * ECPrivateKey, RFC 5915 section 3.
 *
 *   ECPrivateKey ::= SEQUENCE {
 *     version         INTEGER { ecPrivkeyVer1(1) },
 *     privateKey      OCTET STRING,
 *     parameters  [0] OBJECT IDENTIFIER OPTIONAL,  -- namedCurve
 *     publicKey   [1] BIT STRING OPTIONAL
 *   }
 *
 * Inside PKCS#8 the algorithm identifier already names the curve, so we write no parameters there, and always the public
 * key: the form of OpenSSL and of the JDK. A file of its own (SEC 1) has both.
 */
import { DerReader } from "../der/reader.ts"
import { bits, context, type Element, octets, oid, sequence } from "../der/writer.ts"
import { encodeVersion, expectVersion } from "./version.ts"

export interface EcPrivateKey {
  /** The scalar, big endian, as long as the order of its curve. */
  privateKey: Uint8Array
  /** The curve's OID. */
  parameters?: string | undefined
  /** 04 || x || y (SEC 1, section 2.3.3). */
  publicKey?: Uint8Array | undefined
}

export function encodeEcPrivateKey({ privateKey, parameters, publicKey }: EcPrivateKey): Element {
  const parts = [encodeVersion(1), octets(privateKey)]
  if (parameters !== undefined) parts.push(context(0, oid(parameters)))
  if (publicKey !== undefined) parts.push(context(1, bits(publicKey)))
  return sequence(...parts)
}

/** The byte strings are views of `der`. Whether they fit a curve is for whoever knows the curve. */
export function decodeEcPrivateKey(der: Uint8Array): EcPrivateKey {
  const file = new DerReader(der)
  const fields = file.sequence()
  file.end()
  expectVersion(fields, 1)
  const privateKey = fields.octets()
  const parameters = decodeOptional(fields, 0, (inside) => inside.oid())
  const publicKey = decodeOptional(fields, 1, (inside) => inside.bits())
  fields.end()
  return { privateKey, parameters, publicKey }
}

function decodeOptional<Value>(
  fields: DerReader,
  number: number,
  decode: (inside: DerReader) => Value,
): Value | undefined {
  if (!fields.hasContext(number)) return undefined
  const inside = fields.context(number)
  const value = decode(inside)
  inside.end()
  return value
}
