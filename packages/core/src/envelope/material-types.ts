/** The material types of docs/formats/key-material.md: which kind of key a wrapped record holds. */

/** By key spec. A number, once given, never changes its meaning. */
export const materialTypes = {
  SYMMETRIC_DEFAULT: 0x0001,
  HMAC_224: 0x0101,
  HMAC_256: 0x0102,
  HMAC_384: 0x0103,
  HMAC_512: 0x0104,
  ECC_NIST_P256: 0x0201,
  ECC_NIST_P384: 0x0202,
  ECC_NIST_P521: 0x0203,
  ECC_SECG_P256K1: 0x0204,
  ECC_NIST_EDWARDS25519: 0x0211,
  SM2: 0x0221,
  RSA_2048: 0x0301,
  RSA_3072: 0x0302,
  RSA_4096: 0x0303,
} as const

/** A number of the table. */
export type MaterialType = (typeof materialTypes)[keyof typeof materialTypes]

const known: ReadonlySet<number> = new Set(Object.values(materialTypes))

export function isMaterialType(value: number): value is MaterialType {
  return known.has(value)
}
