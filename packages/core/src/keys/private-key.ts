/** A private key as values, and its PKCS#8 form with the format of its algorithm inside. */
import { CoreError } from "../errors.ts"
import { decodeEcPrivateKey, encodeEcPrivateKey } from "./ec-private-key.ts"
import { decodeEd25519PrivateKey, encodeEd25519PrivateKey } from "./ed25519-private-key.ts"
import { requireKeyLength } from "./key-length.ts"
import { type NamedCurveName, namedCurves } from "./named-curves.ts"
import { decodePkcs8, encodePkcs8 } from "./pkcs8.ts"
import { requirePoint } from "./point.ts"
import { decodeRsaPrivateKey, encodeRsaPrivateKey, type RsaPrivateKey } from "./rsa-private-key.ts"

export type PrivateKey =
  | ({ family: "rsa" } & RsaPrivateKey)
  | EcPrivateKeyOnCurve
  | { family: "edwards"; privateKey: Uint8Array }

export interface EcPrivateKeyOnCurve {
  family: "ec"
  curve: NamedCurveName
  /** Big endian, as long as the order of the curve. */
  scalar: Uint8Array
  /** 04 || x || y. */
  point: Uint8Array
}

/** PKCS#8 as DER. */
export function encodePrivateKey(key: PrivateKey): Uint8Array<ArrayBuffer> {
  switch (key.family) {
    case "rsa":
      return encodePkcs8({ algorithm: "RSA", privateKey: encodeRsaPrivateKey(key) })
    case "ec": {
      const inner = encodeEcPrivateKey({ privateKey: key.scalar, publicKey: key.point })
      return encodePkcs8({ algorithm: key.curve, privateKey: inner })
    }
    case "edwards": {
      const inner = encodeEd25519PrivateKey(key.privateKey)
      return encodePkcs8({ algorithm: "Ed25519", privateKey: inner })
    }
  }
}

/**
 * The key in a PKCS#8 file that `encodePrivateKey` could have written; its byte strings are views of `der`. Throws a
 * CoreError of `der/` or `keys/` for anything else. Whether the numbers fit each other is not checked.
 */
export function decodePrivateKey(der: Uint8Array): PrivateKey {
  const { algorithm, privateKey } = decodePkcs8(der)
  if (algorithm === "RSA") return { family: "rsa", ...decodeRsaPrivateKey(privateKey) }
  if (algorithm === "Ed25519") {
    return { family: "edwards", privateKey: decodeEd25519PrivateKey(privateKey) }
  }
  return decodeOnCurve(algorithm, privateKey)
}

function decodeOnCurve(curve: NamedCurveName, der: Uint8Array): EcPrivateKeyOnCurve {
  const { privateKey, parameters, publicKey } = decodeEcPrivateKey(der)
  if (parameters !== undefined) throw new CoreError("keys/curve-twice")
  if (publicKey === undefined) throw new CoreError("keys/public-key-missing")
  const scalar = requireKeyLength("private key", privateKey, namedCurves[curve].scalarBytes)
  return { family: "ec", curve, scalar, point: requirePoint(curve, publicKey) }
}
