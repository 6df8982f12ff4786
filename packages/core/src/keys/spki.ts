/**
 * SubjectPublicKeyInfo, RFC 5280 section 4.1.2.7.
 *
 *   SubjectPublicKeyInfo ::= SEQUENCE {
 *     algorithm         AlgorithmIdentifier,
 *     subjectPublicKey  BIT STRING
 *   }
 */
import { DerReader } from "../der/reader.ts"
import { bits, type Element, encodeDer, sequence } from "../der/writer.ts"
import { decodeAlgorithm, encodeAlgorithm, type KeyAlgorithm } from "./algorithm-identifiers.ts"

export interface SubjectPublicKeyInfo {
  algorithm: KeyAlgorithm
  /** In the format of the algorithm. */
  publicKey: Uint8Array | Element
}

export function encodeSpki({
  algorithm,
  publicKey,
}: SubjectPublicKeyInfo): Uint8Array<ArrayBuffer> {
  return encodeDer(sequence(encodeAlgorithm(algorithm), bits(publicKey)))
}

/** `publicKey` is a view of `der`. */
export function decodeSpki(der: Uint8Array): SubjectPublicKeyInfo & { publicKey: Uint8Array } {
  const file = new DerReader(der)
  const info = file.sequence()
  file.end()
  const algorithm = decodeAlgorithm(info)
  const publicKey = info.bits()
  info.end()
  return { algorithm, publicKey }
}
