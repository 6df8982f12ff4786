/** The uncompressed form of a point, SEC 1 section 2.3.3: 04 || x || y. RFC 5480 section 2.2 puts it into a key. */
import { concatBytes } from "../bytes/concat.ts"
import { CoreError } from "../errors.ts"
import { requireKeyLength } from "./key-length.ts"
import { type NamedCurveName, namedCurves } from "./named-curves.ts"

const uncompressed = 0x04

/** From the coordinates x || y. */
export function encodePoint(coordinates: Uint8Array): Uint8Array {
  return concatBytes(Uint8Array.of(uncompressed), coordinates)
}

/** The coordinates of a point, as views. */
export function coordinatesOf(point: Uint8Array): { x: Uint8Array; y: Uint8Array } {
  const half = (point.length - 1) / 2
  return { x: point.subarray(1, 1 + half), y: point.subarray(1 + half) }
}

/** Throws `keys/point` for a compressed point and the point at infinity, and `keys/length` for one of another field. */
export function requirePoint(curve: NamedCurveName, point: Uint8Array): Uint8Array {
  if (point[0] !== uncompressed) throw new CoreError("keys/point")
  return requireKeyLength("point", point, 1 + 2 * namedCurves[curve].fieldBytes)
}
