/** The curves by the names their formats give them: one row each. */

/** A short Weierstrass curve as key formats know it. Sizes in bytes. */
export interface NamedCurve {
  /** RFC 5480 section 2.1.1.1, SEC 2 section A.2, GB/T 33560. */
  oid: string
  /** A coordinate: the field's size. */
  fieldBytes: number
  /** A private scalar: the order's size (RFC 5915, section 3). */
  scalarBytes: number
  /** The `crv` of JWK (RFC 7518 section 6.2.1.1, RFC 8812 section 3.1); absent where none is registered. */
  jwk: string | undefined
}

export const namedCurves = {
  "P-256": { oid: "1.2.840.10045.3.1.7", fieldBytes: 32, scalarBytes: 32, jwk: "P-256" },
  "P-384": { oid: "1.3.132.0.34", fieldBytes: 48, scalarBytes: 48, jwk: "P-384" },
  "P-521": { oid: "1.3.132.0.35", fieldBytes: 66, scalarBytes: 66, jwk: "P-521" },
  secp256k1: { oid: "1.3.132.0.10", fieldBytes: 32, scalarBytes: 32, jwk: "secp256k1" },
  SM2: { oid: "1.2.156.10197.1.301", fieldBytes: 32, scalarBytes: 32, jwk: undefined },
} as const

export type NamedCurveName = keyof typeof namedCurves
