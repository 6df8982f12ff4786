/**
 * AlgorithmIdentifier, RFC 5280 section 4.1.1.2: which kind of key an envelope of PKCS#8 or X.509 holds.
 *
 *   AlgorithmIdentifier ::= SEQUENCE {
 *     algorithm   OBJECT IDENTIFIER,
 *     parameters  ANY DEFINED BY algorithm OPTIONAL
 *   }
 */
import type { DerReader } from "../der/reader.ts"
import { type Element, nothing, oid, sequence, written } from "../der/writer.ts"
import { CoreError } from "../errors.ts"
import { type NamedCurveName, namedCurves } from "./named-curves.ts"

/** The kind of a key, its curve included. */
export type KeyAlgorithm = "RSA" | "Ed25519" | NamedCurveName

interface Row {
  oid: string
  /** NULL for RSA (RFC 3279, section 2.3.1), absent for Ed25519 (RFC 8410, section 3), else the curve's OID (RFC 5480). */
  parameters: "null" | "absent" | { oid: string }
}

const ecPublicKey = "1.2.840.10045.2.1"

const rows: Readonly<Record<KeyAlgorithm, Row>> = {
  RSA: { oid: "1.2.840.113549.1.1.1", parameters: "null" },
  Ed25519: { oid: "1.3.101.112", parameters: "absent" },
  "P-256": { oid: ecPublicKey, parameters: namedCurves["P-256"] },
  "P-384": { oid: ecPublicKey, parameters: namedCurves["P-384"] },
  "P-521": { oid: ecPublicKey, parameters: namedCurves["P-521"] },
  secp256k1: { oid: ecPublicKey, parameters: namedCurves.secp256k1 },
  SM2: { oid: ecPublicKey, parameters: namedCurves.SM2 },
}

const identifiers = Object.fromEntries(
  Object.entries(rows).map(([algorithm, row]) => [algorithm, written(describe(row))]),
) as Record<KeyAlgorithm, Element>

export function encodeAlgorithm(algorithm: KeyAlgorithm): Element {
  return identifiers[algorithm]
}

function describe({ oid: algorithm, parameters }: Row): Element {
  if (parameters === "absent") return sequence(oid(algorithm))
  return sequence(oid(algorithm), parameters === "null" ? nothing() : oid(parameters.oid))
}

/** Throws `keys/algorithm` for every algorithm and curve that is not in the table. */
export function decodeAlgorithm(reader: DerReader): KeyAlgorithm {
  const { offset } = reader
  const inside = reader.sequence()
  const algorithm = inside.oid()
  const parameters = decodeParameters(inside, algorithm)
  inside.end()
  for (const [name, row] of Object.entries(rows)) {
    const wanted = typeof row.parameters === "string" ? row.parameters : row.parameters.oid
    if (row.oid === algorithm && wanted === parameters) return name as KeyAlgorithm
  }
  throw new CoreError("keys/algorithm", { offset })
}

/** Of the type that the algorithm defines. An unknown algorithm's are not looked into. */
function decodeParameters(inside: DerReader, algorithm: string): string {
  if (algorithm === ecPublicKey) return inside.oid()
  if (algorithm === rows.Ed25519.oid) return "absent"
  if (algorithm !== rows.RSA.oid) throw new CoreError("keys/algorithm", { offset: inside.offset })
  inside.nothing()
  return "null"
}
