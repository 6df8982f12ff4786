/** The nine key pair specs as benchmarks see them: one row each. */
import type { CurveName } from "@keywright/bignum"
import type { KeyPairSpec } from "@keywright/core"

export interface RsaSpec {
  readonly family: "rsa"
  readonly modulusBits: 2048 | 3072 | 4096
  /** Keys that a mean is taken over. One key's time varies by 60 % of the mean, so 200 keys give it to about 4 %. */
  readonly keys: number
  /** The same for a library in JavaScript, whose keys take seconds. */
  readonly libraryKeys: number
}

export interface CurveSpec {
  readonly family: "curve"
  readonly curve: CurveName
  /** A private key without its wrapping. */
  readonly scalarBytes: number
  /** OpenSSL's name, for createECDH and generateKeyPairSync; absent for Ed25519, which is a key type of its own. */
  readonly opensslName?: string
  /** As WebCrypto's generateKey wants it; absent where it knows none. */
  readonly webCrypto?: { name: "ECDSA"; namedCurve: string } | { name: "Ed25519" }
}

export type BenchSpec = RsaSpec | CurveSpec

export const specs: Readonly<Record<KeyPairSpec, BenchSpec>> = {
  RSA_2048: { family: "rsa", modulusBits: 2048, keys: 200, libraryKeys: 30 },
  RSA_3072: { family: "rsa", modulusBits: 3072, keys: 100, libraryKeys: 15 },
  RSA_4096: { family: "rsa", modulusBits: 4096, keys: 60, libraryKeys: 8 },
  ECC_NIST_P256: {
    family: "curve",
    curve: "P-256",
    scalarBytes: 32,
    opensslName: "prime256v1",
    webCrypto: { name: "ECDSA", namedCurve: "P-256" },
  },
  ECC_NIST_P384: {
    family: "curve",
    curve: "P-384",
    scalarBytes: 48,
    opensslName: "secp384r1",
    webCrypto: { name: "ECDSA", namedCurve: "P-384" },
  },
  ECC_NIST_P521: {
    family: "curve",
    curve: "P-521",
    scalarBytes: 66,
    opensslName: "secp521r1",
    webCrypto: { name: "ECDSA", namedCurve: "P-521" },
  },
  ECC_SECG_P256K1: {
    family: "curve",
    curve: "secp256k1",
    scalarBytes: 32,
    opensslName: "secp256k1",
  },
  SM2: { family: "curve", curve: "SM2", scalarBytes: 32, opensslName: "SM2" },
  ECC_NIST_EDWARDS25519: {
    family: "curve",
    curve: "Ed25519",
    scalarBytes: 32,
    webCrypto: { name: "Ed25519" },
  },
}

export const specNames = Object.keys(specs) as KeyPairSpec[]
