/** Key specs and data key pair specs: one row each, for all that anyone asks about them. */

export type KeyUsage =
  | "ENCRYPT_DECRYPT"
  | "SIGN_VERIFY"
  | "GENERATE_VERIFY_MAC"
  | "KEY_AGREEMENT"
  | "ENCAPSULATE_DECAPSULATE"

export interface KeySpecRow {
  /** What a key of this spec may be for; a symmetric encryption key alone has a default. */
  usages: readonly KeyUsage[]
  /** `EncryptionAlgorithms` of a key that is for ENCRYPT_DECRYPT. */
  encryption: readonly string[]
  /** Where a key of this spec may be made: everywhere, or in Regions that have SM2 only, or in those that do not. */
  regions: "all" | "sm2" | "not-sm2"
}

const rsa: KeySpecRow = {
  usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY"],
  encryption: ["RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256"],
  regions: "all",
}
const nist: KeySpecRow = {
  usages: ["SIGN_VERIFY", "KEY_AGREEMENT"],
  encryption: [],
  regions: "all",
}
const signing: KeySpecRow = { usages: ["SIGN_VERIFY"], encryption: [], regions: "all" }
const mac: KeySpecRow = { usages: ["GENERATE_VERIFY_MAC"], encryption: [], regions: "all" }
const kem: KeySpecRow = {
  usages: ["ENCAPSULATE_DECAPSULATE"],
  encryption: [],
  regions: "not-sm2",
}

export type KeySpec =
  | "RSA_2048"
  | "RSA_3072"
  | "RSA_4096"
  | "ECC_NIST_P256"
  | "ECC_NIST_P384"
  | "ECC_NIST_P521"
  | "ECC_SECG_P256K1"
  | "ECC_NIST_EDWARDS25519"
  | "SM2"
  | "SYMMETRIC_DEFAULT"
  | "HMAC_224"
  | "HMAC_256"
  | "HMAC_384"
  | "HMAC_512"
  | "ML_DSA_44"
  | "ML_DSA_65"
  | "ML_DSA_87"
  | "ML_KEM_512"
  | "ML_KEM_768"
  | "ML_KEM_1024"

const specs: Readonly<Record<KeySpec, KeySpecRow>> = {
  RSA_2048: rsa,
  ECC_NIST_P384: nist,
  ECC_NIST_P256: nist,
  ECC_NIST_P521: nist,
  HMAC_384: mac,
  RSA_3072: rsa,
  ECC_SECG_P256K1: signing,
  RSA_4096: rsa,
  SYMMETRIC_DEFAULT: {
    usages: ["ENCRYPT_DECRYPT"],
    encryption: ["SYMMETRIC_DEFAULT"],
    regions: "all",
  },
  HMAC_256: mac,
  HMAC_224: mac,
  HMAC_512: mac,
  SM2: {
    usages: ["ENCRYPT_DECRYPT", "SIGN_VERIFY", "KEY_AGREEMENT"],
    encryption: ["SM2PKE"],
    regions: "sm2",
  },
  ML_DSA_44: signing,
  ML_DSA_65: signing,
  ML_DSA_87: signing,
  ECC_NIST_EDWARDS25519: signing,
  ML_KEM_512: kem,
  ML_KEM_768: kem,
  ML_KEM_1024: kem,
}

/** In the order in which AWS printed them in 2023; specs that are newer follow. */
export const keySpecs: readonly KeySpec[] = Object.keys(specs) as KeySpec[]

export function keySpecRow(spec: KeySpec): KeySpecRow {
  return specs[spec]
}

/** The specs of CustomerMasterKeySpec, which stopped growing in 2022. */
export const customerMasterKeySpecs: readonly KeySpec[] = keySpecs.slice(0, 13)

/** Specs of data key pairs; those that core makes, and those that AWS has besides. */
export const dataKeyPairSpecs = [
  "RSA_2048",
  "RSA_3072",
  "RSA_4096",
  "ECC_NIST_P256",
  "ECC_NIST_P384",
  "ECC_NIST_P521",
  "ECC_SECG_P256K1",
  "SM2",
  "ECC_NIST_EDWARDS25519",
  "ML_KEM_512",
  "ML_KEM_768",
  "ML_KEM_1024",
] as const

export type DataKeyPairSpec = (typeof dataKeyPairSpecs)[number]

/** Lengths of data keys in bytes. */
export const dataKeyLengths = { AES_256: 32, AES_128: 16 } as const

export type DataKeySpec = keyof typeof dataKeyLengths
