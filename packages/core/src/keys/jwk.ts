/**
 * JSON Web Keys: RFC 7517, with RFC 7518 section 6 for RSA and EC, RFC 8812 section 3.1 for secp256k1 and RFC 8037 section
 * 2 for Ed25519. Numbers are big endian in base64url: RSA's as short as they can be, a curve's as long as its field.
 */
import { decodeBase64Url, encodeBase64Url } from "../bytes/base64.ts"
import { concatBytes } from "../bytes/concat.ts"
import { CoreError } from "../errors.ts"
import { ed25519Bytes } from "./ed25519-private-key.ts"
import { requireKeyLength } from "./key-length.ts"
import { type NamedCurveName, namedCurves } from "./named-curves.ts"
import { coordinatesOf, encodePoint } from "./point.ts"
import type { PrivateKey } from "./private-key.ts"
import type { PublicKey } from "./public-key.ts"

/** A JSON Web Key. Strings cannot be wiped: a private one lives until the garbage collector takes it. */
export type Jwk = Readonly<Record<string, string>>

/** RFC 7518, section 6.3.2: what a private RSA key has beyond a public one. */
const rsaPrivateMembers = {
  d: "privateExponent",
  p: "prime1",
  q: "prime2",
  dp: "exponent1",
  dq: "exponent2",
  qi: "coefficient",
} as const

/** Throws `keys/no-jwk` for SM2, for which no JWK is registered. */
export function encodePublicJwk(key: PublicKey): Jwk {
  switch (key.family) {
    case "rsa":
      return { kty: "RSA", n: number(key.modulus), e: number(key.publicExponent) }
    case "ec": {
      const { x, y } = coordinatesOf(key.point)
      const crv = registeredName(key.curve)
      return { kty: "EC", crv, x: encodeBase64Url(x), y: encodeBase64Url(y) }
    }
    case "edwards":
      return { kty: "OKP", crv: "Ed25519", x: encodeBase64Url(key.point) }
  }
}

/** A private JWK holds its public one. Both halves are of one pair. Throws as `encodePublicJwk` does. */
export function encodePrivateJwk(key: PrivateKey, publicKey: PublicKey): Jwk {
  const members = encodePublicJwk(publicKey)
  switch (key.family) {
    case "rsa": {
      const secrets = Object.entries(rsaPrivateMembers).map(([to, from]) => [to, number(key[from])])
      return { ...members, ...Object.fromEntries(secrets) }
    }
    case "ec":
      return { ...members, d: encodeBase64Url(key.scalar) }
    case "edwards":
      return { ...members, d: encodeBase64Url(key.privateKey) }
  }
}

/**
 * The halves of a JWK: the private one where it has a `d`. Members that say how a key is used (`alg`, `use`, `kid` and so
 * on) are passed over, as RFC 7517 section 4 asks. Throws `keys/jwk` with the member that is missing or wrong, and
 * `keys/length` for a coordinate or scalar of another curve.
 */
export function decodeJwk(jwk: Readonly<Record<string, unknown>>): {
  publicKey: PublicKey
  privateKey: PrivateKey | undefined
} {
  switch (jwk.kty) {
    case "RSA":
      return decodeRsa(jwk)
    case "EC":
      return decodeEc(jwk)
    case "OKP":
      return decodeEdwards(jwk)
    default:
      throw new CoreError("keys/jwk", { member: "kty" })
  }
}

type Members = Readonly<Record<string, unknown>>
type Halves = ReturnType<typeof decodeJwk>

function decodeRsa(jwk: Members): Halves {
  // RFC 7518, section 6.3.2.7: a key of more than two primes.
  if ("oth" in jwk) throw new CoreError("keys/jwk", { member: "oth" })
  const numbers = { modulus: numberOf(jwk, "n"), publicExponent: numberOf(jwk, "e") }
  const publicKey: PublicKey = { family: "rsa", ...numbers }
  if (!("d" in jwk)) return { publicKey, privateKey: undefined }
  const privateKey: PrivateKey = {
    family: "rsa",
    ...numbers,
    privateExponent: numberOf(jwk, "d"),
    prime1: numberOf(jwk, "p"),
    prime2: numberOf(jwk, "q"),
    exponent1: numberOf(jwk, "dp"),
    exponent2: numberOf(jwk, "dq"),
    coefficient: numberOf(jwk, "qi"),
  }
  return { publicKey, privateKey }
}

function decodeEc(jwk: Members): Halves {
  const curve = curveOf(jwk)
  const { fieldBytes, scalarBytes } = namedCurves[curve]
  const x = requireKeyLength("x", bytesOf(jwk, "x"), fieldBytes)
  const y = requireKeyLength("y", bytesOf(jwk, "y"), fieldBytes)
  const point = encodePoint(concatBytes(x, y))
  const publicKey: PublicKey = { family: "ec", curve, point }
  if (!("d" in jwk)) return { publicKey, privateKey: undefined }
  const scalar = requireKeyLength("d", bytesOf(jwk, "d"), scalarBytes)
  return { publicKey, privateKey: { family: "ec", curve, scalar, point } }
}

function decodeEdwards(jwk: Members): Halves {
  if (jwk.crv !== "Ed25519") throw new CoreError("keys/jwk", { member: "crv" })
  const point = requireKeyLength("x", bytesOf(jwk, "x"), ed25519Bytes)
  const publicKey: PublicKey = { family: "edwards", point }
  if (!("d" in jwk)) return { publicKey, privateKey: undefined }
  const privateKey = requireKeyLength("d", bytesOf(jwk, "d"), ed25519Bytes)
  return { publicKey, privateKey: { family: "edwards", privateKey } }
}

function registeredName(curve: NamedCurveName): string {
  const name = namedCurves[curve].jwk
  if (name === undefined) throw new CoreError("keys/no-jwk", { curve })
  return name
}

function curveOf(jwk: Members): NamedCurveName {
  for (const [name, row] of Object.entries(namedCurves)) {
    if (row.jwk !== undefined && row.jwk === jwk.crv) return name as NamedCurveName
  }
  throw new CoreError("keys/jwk", { member: "crv" })
}

function bytesOf(jwk: Members, member: string): Uint8Array {
  const text = jwk[member]
  const bytes = typeof text === "string" ? decodeBase64Url(text) : undefined
  if (bytes === undefined) throw new CoreError("keys/jwk", { member })
  return bytes
}

/** Base64urlUInt, RFC 7518 section 2: no leading zeros. */
function number(magnitude: Uint8Array): string {
  return encodeBase64Url(withoutLeadingZeros(magnitude))
}

function numberOf(jwk: Members, member: string): Uint8Array {
  const bytes = bytesOf(jwk, member)
  if (bytes.length === 0 || withoutLeadingZeros(bytes).length < bytes.length) {
    throw new CoreError("keys/jwk", { member })
  }
  return bytes
}

/** All zeros are one: RFC 7518 writes 0 as AA. */
function withoutLeadingZeros(magnitude: Uint8Array): Uint8Array {
  const first = magnitude.findIndex((byte) => byte !== 0)
  return magnitude.subarray(first < 0 ? magnitude.length - 1 : first)
}
