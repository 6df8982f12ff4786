/**
 * The doors of @keywright/bignum in plain BigInt: slow, obvious, not constant time, and made of nothing that the core under
 * test is made of. A key pair must come out the same from both.
 */
import type { Bignum, ByteSource, CurveName, PrimeSearchRequest } from "@keywright/bignum"
import { ed25519 } from "@noble/curves/ed25519.js"
import { encodeHex } from "../src/bytes/hex.ts"
import { hex } from "./hex.ts"

const e = 65537n

export function bigIntBignum(): Bignum {
  return {
    build: "oracle",
    searchPrimes: (request) => ({
      next: () => (request.method === "A.1.6" ? nextConditionedPrime(request) : nextPrime(request)),
      close: () => undefined,
    }),
    isProbablePrime: async (value, rounds, bases) => isPrime(toBigInt(value), rounds, bases),
    crtNumbers: async (pBytes, qBytes) => crtNumbers(pBytes, qBytes),
    multiplyBase,
    ed25519PublicKey: (privateKey) => ed25519.getPublicKey(privateKey),
  }
}

async function nextPrime({
  bits,
  candidates,
  bases,
  pause,
}: PrimeSearchRequest): Promise<Uint8Array> {
  for (let draws = 0; draws < 100_000; draws++) {
    const bytes = (await candidates(bits / 8)).slice()
    bytes[0] = (bytes[0] as number) | 0b1100_0000
    bytes[bytes.length - 1] = (bytes.at(-1) as number) | 0b111
    if (await isPrime(toBigInt(bytes), 5, bases)) return bytes
    await pause?.()
  }
  throw new Error("no prime in 100000 draws")
}

/**
 * FIPS 186-5, A.1.6 and B.9: an auxiliary prime divides p - 1, another p + 1. That q is far from p (step 6) is left out: it never
 * is not.
 */
async function nextConditionedPrime({
  bits,
  candidates,
  bases,
  pause,
}: PrimeSearchRequest): Promise<Uint8Array> {
  async function auxiliary(): Promise<bigint> {
    const length = bits / 64 + 2 + (bits - 1024) / 256
    let value = toBigInt(await candidates(length)) | (1n << BigInt(8 * length - 1)) | 1n
    while (!(await isPrime(value, 5, bases))) value += 2n
    return value
  }
  const [r1, r2] = [await auxiliary(), await auxiliary()]
  let X = 0n
  while (X * X < 2n ** BigInt(2 * bits - 1)) {
    X = toBigInt(await candidates(bits / 8)) | (1n << BigInt(bits - 1))
  }
  // 1 modulo 2 r1 and -1 modulo r2.
  const root = 1n + 2n * r1 * modulo(-inverse(r1, r2), r2)
  let Y = X + modulo(root - X, 2n * r1 * r2)
  while (Y % e === 1n || !(await isPrime(Y, 5, bases))) {
    Y += 2n * r1 * r2
    await pause?.()
  }
  return toBytes(Y, bits / 8)
}

const smallPrimes = Array.from({ length: 2000 }, (_, i) => BigInt(i)).filter((n) => {
  for (let d = 2n; d * d <= n; d++) if (n % d === 0n) return false
  return n > 1n
})

/** Miller-Rabin, FIPS 186-5 B.3.1. */
async function isPrime(n: bigint, rounds: number, bases: ByteSource): Promise<boolean> {
  if (n < 2n) return false
  for (const prime of smallPrimes) if (n % prime === 0n) return n === prime
  let odd = n - 1n
  let twos = 0
  for (; odd % 2n === 0n; odd /= 2n) twos++
  for (let round = 0; round < rounds; round++) {
    const base = 2n + (toBigInt(await bases(toBytes(n).length + 8)) % (n - 3n))
    let power = powerOf(base, odd, n)
    for (let i = 1; i < twos && power !== 1n && power !== n - 1n; i++) power = (power * power) % n
    if (power !== 1n && power !== n - 1n) return false
  }
  return true
}

function crtNumbers(pBytes: Uint8Array, qBytes: Uint8Array) {
  const [p, q] = [toBigInt(pBytes), toBigInt(qBytes)]
  const gcd = gcdOf(p - 1n, q - 1n)
  const lambda = ((p - 1n) * (q - 1n)) / gcd
  if (gcd >= 2n ** 32n || lambda % e === 0n) return undefined
  const half = pBytes.length
  const d = inverse(e, lambda)
  return {
    modulus: toBytes(p * q, 2 * half),
    privateExponent: toBytes(d, 2 * half),
    exponent1: toBytes(d % (p - 1n), half),
    exponent2: toBytes(d % (q - 1n), half),
    coefficient: toBytes(inverse(q, p), half),
  }
}

/** SEC 2 and GB/T 32918.5: p, a, n and the base point. */
const curves = {
  "P-256": [
    0xffffffff00000001000000000000000000000000ffffffffffffffffffffffffn,
    -3n,
    0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n,
    0x6b17d1f2e12c4247f8bce6e563a440f277037d812deb33a0f4a13945d898c296n,
    0x4fe342e2fe1a7f9b8ee7eb4a7c0f9e162bce33576b315ececbb6406837bf51f5n,
  ],
  "P-384": [
    2n ** 384n - 2n ** 128n - 2n ** 96n + 2n ** 32n - 1n,
    -3n,
    0xffffffffffffffffffffffffffffffffffffffffffffffffc7634d81f4372ddf581a0db248b0a77aecec196accc52973n,
    0xaa87ca22be8b05378eb1c71ef320ad746e1d3b628ba79b9859f741e082542a385502f25dbf55296c3a545e3872760ab7n,
    0x3617de4a96262c6f5d9e98bf9292dc29f8f41dbd289a147ce9da3113b5f0b8c00a60b1ce1d7e819d7a431d7c90ea0e5fn,
  ],
  "P-521": [
    2n ** 521n - 1n,
    -3n,
    0x01fffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffa51868783bf2f966b7fcc0148f709a5d03bb5c9b8899c47aebb6fb71e91386409n,
    0x00c6858e06b70404e9cd9e3ecb662395b4429c648139053fb521f828af606b4d3dbaa14b5e77efe75928fe1dc127a2ffa8de3348b3c1856a429bf97e7e31c2e5bd66n,
    0x011839296a789a3bc0045c8a5fb42c7d1bd998f54449579b446817afbd17273e662c97ee72995ef42640c550b9013fad0761353c7086a272c24088be94769fd16650n,
  ],
  secp256k1: [
    2n ** 256n - 2n ** 32n - 977n,
    0n,
    0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n,
    0x79be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798n,
    0x483ada7726a3c4655da4fbfc0e1108a8fd17b448a68554199c47d08ffb10d4b8n,
  ],
  SM2: [
    0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
    -3n,
    0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
    0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
    0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
  ],
} as const

type Point = [x: bigint, y: bigint] | undefined

function multiplyBase(curve: CurveName, scalar: Uint8Array): Uint8Array | undefined {
  if (curve === "Ed25519") {
    const order = ed25519.Point.CURVE().n
    return ed25519.Point.BASE.multiply(toBigInt(scalar.toReversed()) % order).toBytes()
  }
  const [p, a, n, x, y] = curves[curve]
  const k = toBigInt(scalar)
  if (k === 0n || k >= n) return undefined
  let sum: Point
  for (const bit of k.toString(2)) {
    sum = add(sum, sum, p, a)
    if (bit === "1") sum = add(sum, [x, y], p, a)
  }
  const bytes = toBytes(p).length
  return sum && new Uint8Array([...toBytes(sum[0], bytes), ...toBytes(sum[1], bytes)])
}

/** The chord or the tangent, on y² = x³ + a x + b. */
function add(P: Point, Q: Point, p: bigint, a: bigint): Point {
  if (P === undefined || Q === undefined) return P ?? Q
  const [[x1, y1], [x2, y2]] = [P, Q]
  if (x1 === x2 && (y1 + y2) % p === 0n) return undefined
  const slope =
    x1 === x2 ? (3n * x1 * x1 + a) * inverse(2n * y1, p) : (y2 - y1) * inverse(x2 - x1, p)
  const x3 = modulo(slope * slope - x1 - x2, p)
  return [x3, modulo(slope * (x1 - x3) - y1, p)]
}

function modulo(value: bigint, modulus: bigint): bigint {
  return ((value % modulus) + modulus) % modulus
}

function powerOf(base: bigint, exponent: bigint, modulus: bigint): bigint {
  let result = 1n
  for (const bit of exponent.toString(2)) {
    result = (result * result) % modulus
    if (bit === "1") result = (result * base) % modulus
  }
  return result
}

function gcdOf(a: bigint, b: bigint): bigint {
  return b === 0n ? a : gcdOf(b, a % b)
}

/** The extended Euclidean algorithm. */
function inverse(value: bigint, modulus: bigint): bigint {
  let [r0, r1, s0, s1] = [modulus, modulo(value, modulus), 0n, 1n]
  while (r1 !== 0n) [r0, r1, s0, s1] = [r1, r0 % r1, s1, s0 - (r0 / r1) * s1]
  return modulo(s0, modulus)
}

function toBigInt(bytes: Uint8Array): bigint {
  return BigInt(`0x${encodeHex(bytes) || "0"}`)
}

function toBytes(value: bigint, length?: number): Uint8Array {
  const digits = value.toString(16)
  return hex(
    digits.padStart(length === undefined ? 2 * Math.ceil(digits.length / 2) : 2 * length, "0"),
  )
}
