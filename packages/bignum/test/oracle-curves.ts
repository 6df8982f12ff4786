/** The curve door in plain BigInt: affine points, double and add. Slow, and open to every clock; it is how we know. */
import { ed25519 } from "@noble/curves/ed25519.js"
import type { Bignum, CurveName } from "../src/doors.ts"

/** A point, or nothing for the one at infinity, which an Edwards curve does not have. */
type Point = readonly [x: bigint, y: bigint] | undefined

interface Curve {
  readonly prime: bigint
  /** The order of the base point. */
  readonly order: bigint
  readonly base: readonly [x: bigint, y: bigint]
  readonly scalarBytes: number
  add(this: Curve, p: Point, q: Point): Point
}

/** y^2 = x^3 + ax + b; the sum by chord and tangent needs no b. */
function weierstrass(a: bigint): Curve["add"] {
  return function add(p, q) {
    if (p === undefined || q === undefined) return p ?? q
    const mod = (value: bigint): bigint => residue(value, this.prime)
    const [x1, y1] = p
    const [x2, y2] = q
    if (x1 === x2 && mod(y1 + y2) === 0n) return undefined
    const slope =
      x1 === x2
        ? (3n * x1 * x1 + a) * inverse(2n * y1, this.prime)
        : (y2 - y1) * inverse(x2 - x1, this.prime)
    const x3 = mod(slope * slope - x1 - x2)
    return [x3, mod(slope * (x1 - x3) - y1)]
  }
}

/** -x^2 + y^2 = 1 + d * x^2 * y^2 (RFC 8032, section 5.1.4). */
function edwards(d: bigint): Curve["add"] {
  return function add(p = [0n, 1n], q = [0n, 1n]) {
    const mod = (value: bigint): bigint => residue(value, this.prime)
    const [x1, y1] = p
    const [x2, y2] = q
    const product = mod(d * x1 * x2 * y1 * y2)
    return [
      mod((x1 * y2 + x2 * y1) * inverse(1n + product, this.prime)),
      mod((y1 * y2 + x1 * x2) * inverse(1n - product, this.prime)),
    ]
  }
}

/** The numbers of SP 800-186, SEC 2, GB/T 32918.5 and RFC 8032. */
export const curveNumbers: Readonly<Record<CurveName, Curve>> = {
  "P-256": {
    prime: 2n ** 256n - 2n ** 224n + 2n ** 192n + 2n ** 96n - 1n,
    order: 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    base: [
      0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
      0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
    ],
    scalarBytes: 32,
    add: weierstrass(-3n),
  },
  "P-384": {
    prime: 2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    order:
      0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    base: [
      0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
      0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
    ],
    scalarBytes: 48,
    add: weierstrass(-3n),
  },
  "P-521": {
    prime: 2n ** 521n - 1n,
    order:
      0x1fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    base: [
      0xc6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
      0x11839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
    ],
    scalarBytes: 66,
    add: weierstrass(-3n),
  },
  secp256k1: {
    prime: 2n ** 256n - 2n ** 32n - 977n,
    order: 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    base: [
      0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
      0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
    ],
    scalarBytes: 32,
    add: weierstrass(0n),
  },
  SM2: {
    prime: 2n ** 256n - 2n ** 224n - 2n ** 96n + 2n ** 64n - 1n,
    order: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
    base: [
      0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
      0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
    ],
    scalarBytes: 32,
    add: weierstrass(-3n),
  },
  Ed25519: {
    prime: 2n ** 255n - 19n,
    order: 2n ** 252n + 27742317777372353535851937790883648493n,
    base: [
      15112221349535400772501151409588531511454012693041857206046113283949847762202n,
      46316835694926478169428394003475163141307993866256225615783033603165251855960n,
    ],
    scalarBytes: 32,
    add: edwards(37095705934669439343138083508754565189542113879843219016388785533085940283555n),
  },
}

export const curveNames = Object.keys(curveNumbers) as CurveName[]

/** The door, as src/doors.ts describes it. */
export const curveOracle: Pick<Bignum, "multiplyBase" | "ed25519PublicKey"> = {
  ed25519PublicKey: (privateKey) => ed25519.getPublicKey(privateKey),
  multiplyBase(name, scalar) {
    const curve = curveNumbers[name]
    if (scalar.length !== curve.scalarBytes) throw new RangeError(`wrong length for ${name}`)
    const value = numberOf(name, scalar)
    if (name === "Ed25519" ? !isClamped(value) : value < 1n || value >= curve.order)
      return undefined
    return pointBytes(name, multiple(name, value))
  },
}

/** scalar * base point. */
export function multiple(name: CurveName, scalar: bigint): Point {
  const curve = curveNumbers[name]
  let sum: Point
  let power: Point = curve.base
  for (let rest = scalar; rest > 0n; rest >>= 1n) {
    if (rest & 1n) sum = curve.add(sum, power)
    power = curve.add(power, power)
  }
  return sum
}

/** A point as the door gives it: x || y, or y with the lowest bit of x on top. */
export function pointBytes(name: CurveName, point: Point): Uint8Array {
  if (point === undefined) throw new Error("the point at infinity has no bytes")
  const [x, y] = point
  if (name === "Ed25519") return bigEndian(y + ((x & 1n) << 255n), 32).reverse()
  const length = curveNumbers[name].scalarBytes
  return Uint8Array.from([...bigEndian(x, length), ...bigEndian(y, length)])
}

/** A scalar as the door takes it. */
export function scalarBytes(name: CurveName, value: bigint): Uint8Array {
  const bytes = bigEndian(value, curveNumbers[name].scalarBytes)
  return name === "Ed25519" ? bytes.reverse() : bytes
}

/** The multiples of 8 from 2^254 to 2^255 - 8 (RFC 8032, section 5.1.5). */
function isClamped(value: bigint): boolean {
  return value % 8n === 0n && value >> 254n === 1n
}

function numberOf(name: CurveName, bytes: Uint8Array): bigint {
  const ordered = name === "Ed25519" ? Array.from(bytes).reverse() : Array.from(bytes)
  return ordered.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
}

function bigEndian(value: bigint, length: number): Uint8Array {
  return Uint8Array.from({ length }, (_, i) =>
    Number((value >> BigInt(8 * (length - 1 - i))) & 0xffn),
  )
}

/** The residue in 0 .. modulus - 1. */
export function residue(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus
}

/** value^-1 mod modulus by Euclid; 0 for 0. */
export function inverse(value: bigint, modulus: bigint): bigint {
  let [low, high, u, v] = [residue(value, modulus), modulus, 1n, 0n]
  while (low !== 0n) {
    const quotient = high / low
    ;[low, high, u, v] = [high - quotient * low, low, v - quotient * u, u]
  }
  return high === 1n ? residue(v, modulus) : 0n
}
