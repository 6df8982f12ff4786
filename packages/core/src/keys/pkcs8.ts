/**
 * PrivateKeyInfo, RFC 5208 section 5, which RFC 5958 section 2 keeps as version 0 of OneAsymmetricKey.
 *
 *   PrivateKeyInfo ::= SEQUENCE {
 *     version              INTEGER { v1(0) },
 *     privateKeyAlgorithm  AlgorithmIdentifier,
 *     privateKey           OCTET STRING
 *   }
 *
 * Attributes ([0]) and version 1 with its public key are refused: nobody writes them for the keys we know, and what is
 * not read is not misread.
 */
import { DerReader } from "../der/reader.ts"
import { type Element, encodeDer, octets, sequence } from "../der/writer.ts"
import { decodeAlgorithm, encodeAlgorithm, type KeyAlgorithm } from "./algorithm-identifiers.ts"
import { encodeVersion, expectVersion } from "./version.ts"

export interface PrivateKeyInfo {
  algorithm: KeyAlgorithm
  /** In the format of the algorithm. */
  privateKey: Uint8Array | Element
}

export function encodePkcs8({ algorithm, privateKey }: PrivateKeyInfo): Uint8Array<ArrayBuffer> {
  return encodeDer(sequence(encodeVersion(0), encodeAlgorithm(algorithm), octets(privateKey)))
}

/** `privateKey` is a view of `der`. */
export function decodePkcs8(der: Uint8Array): PrivateKeyInfo & { privateKey: Uint8Array } {
  const file = new DerReader(der)
  const info = file.sequence()
  file.end()
  expectVersion(info, 0)
  const algorithm = decodeAlgorithm(info)
  const privateKey = info.octets()
  info.end()
  return { algorithm, privateKey }
}
