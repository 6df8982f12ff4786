/** The key pair specs, one row each: everything that tells one spec from another. */
import type { PrimeBits, PrimeMethod } from "@keywright/bignum"
import { uint16Bytes } from "./bytes/big-endian.ts"
import { concatBytes } from "./bytes/concat.ts"
import { decodeHex } from "./bytes/hex.ts"
import { encodeUtf8 } from "./bytes/utf8.ts"
import type { NamedCurveName } from "./keys/named-curves.ts"

/** The key pairs that `generateKeyPair` makes, by the names of AWS KMS. */
export type KeyPairSpec =
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096"
  | "ECC_NIST_P256"
  | "ECC_NIST_P384"
  | "ECC_NIST_P521"
  | "ECC_SECG_P256K1"
  | "ECC_NIST_EDWARDS25519"
  | "SM2"

/** Two primes and the public exponent 65537. */
export interface RsaRow {
  readonly family: "rsa"
  readonly modulusBits: 2048 | 3072 | 4096
  readonly primeBits: PrimeBits
  /** Keeps the keys of one seed and different specs or methods apart (docs/formats/seeded-keys.md). */
  readonly personalizations: Readonly<Record<PrimeMethod, Uint8Array>>
}

/** A scalar and its point on a short Weierstrass curve. */
export interface EcRow {
  readonly family: "ec"
  readonly curve: NamedCurveName
  /** Bits of the curve's order: a draw is cut to so many, from the left. */
  readonly orderBits: number
  /**
   * How many draws a scalar may take. A draw is no scalar with a chance of 2^-32 where the order is as far from a power of
   * two as those of P-256 and SM2, and of 2^-127 or less elsewhere, where it means that the stream is broken.
   */
  readonly drawsMax: 1 | 2
  /** n - 1 where it is no private key: GB/T 32918.1, section 6.1, because signing inverts 1 + d. */
  readonly scalarRefused?: Uint8Array | undefined
  /** Keeps the keys of one seed and different specs apart. */
  readonly personalization: Uint8Array
}

/** A 32-byte seed and its point on edwards25519. */
export interface EdwardsRow {
  readonly family: "edwards"
  readonly curve: "Ed25519"
  /** As above. */
  readonly personalization: Uint8Array
}

export type KeyPairRow = RsaRow | EcRow | EdwardsRow

export const keyPairSpecs: Readonly<Record<KeyPairSpec, KeyPairRow>> = {
  RSA_2048: rsa(2048, 1024),
  RSA_3072: rsa(3072, 1536),
  RSA_4096: rsa(4096, 2048),
  ECC_NIST_P256: {
    family: "ec",
    curve: "P-256",
    orderBits: 256,
    drawsMax: 2,
    personalization: encodeUtf8("det ECDSA key gen P-256"),
  },
  ECC_NIST_P384: {
    family: "ec",
    curve: "P-384",
    orderBits: 384,
    drawsMax: 1,
    personalization: encodeUtf8("det ECDSA key gen P-384"),
  },
  ECC_NIST_P521: {
    family: "ec",
    curve: "P-521",
    orderBits: 521,
    drawsMax: 1,
    personalization: encodeUtf8("det ECDSA key gen P-521"),
  },
  ECC_SECG_P256K1: {
    family: "ec",
    curve: "secp256k1",
    orderBits: 256,
    drawsMax: 1,
    personalization: encodeUtf8("keywright key gen secp256k1"),
  },
  ECC_NIST_EDWARDS25519: {
    family: "edwards",
    curve: "Ed25519",
    personalization: encodeUtf8("keywright key gen Ed25519"),
  },
  SM2: {
    family: "ec",
    curve: "SM2",
    orderBits: 256,
    drawsMax: 2,
    scalarRefused: decodeHex("fffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54122"),
    personalization: encodeUtf8("keywright key gen SM2"),
  },
}

function rsa(modulusBits: RsaRow["modulusBits"], primeBits: PrimeBits): RsaRow {
  const personalization = (text: string) => concatBytes(encodeUtf8(text), uint16Bytes(modulusBits))
  const personalizations = {
    "A.1.6": personalization("keywright key gen RSA A.1.6"),
    "A.1.3": personalization("det RSA key gen"),
  }
  return { family: "rsa", modulusBits, primeBits, personalizations }
}
