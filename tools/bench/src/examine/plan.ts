/** Which keys are examined, and in which portions. */
import type { PrimeMethod } from "@keywright/bignum"
import type { KeyPairSpec } from "@keywright/core"

/** The keys of one spec and, for RSA, one search. */
export interface Kind {
  spec: KeyPairSpec
  method?: PrimeMethod
}

/** Keys `from` to `from + count - 1` of a kind: one portion, one process, one file. */
export interface Range extends Kind {
  from: number
  count: number
}

export interface Row extends Kind {
  keys: number
  /** A portion takes some seconds: what is lost when the machine goes down. */
  keysPerRange: number
}

/** 10,000 RSA keys together, and 100,000 on curves. */
export const rows: readonly Row[] = [
  { spec: "RSA_2048", method: "A.1.6", keys: 8_000, keysPerRange: 100 },
  { spec: "RSA_3072", method: "A.1.6", keys: 600, keysPerRange: 50 },
  { spec: "RSA_4096", method: "A.1.6", keys: 240, keysPerRange: 20 },
  { spec: "RSA_2048", method: "A.1.3", keys: 1_000, keysPerRange: 100 },
  { spec: "RSA_3072", method: "A.1.3", keys: 100, keysPerRange: 50 },
  { spec: "RSA_4096", method: "A.1.3", keys: 60, keysPerRange: 20 },
  { spec: "ECC_NIST_P256", keys: 30_000, keysPerRange: 5_000 },
  { spec: "ECC_NIST_P384", keys: 10_000, keysPerRange: 2_500 },
  { spec: "ECC_NIST_P521", keys: 5_000, keysPerRange: 1_000 },
  { spec: "ECC_SECG_P256K1", keys: 15_000, keysPerRange: 5_000 },
  { spec: "SM2", keys: 15_000, keysPerRange: 5_000 },
  { spec: "ECC_NIST_EDWARDS25519", keys: 25_000, keysPerRange: 5_000 },
]

/**
 * The first `share` of each kind's keys, 0 to 1. All kinds advance together, so that an examination that is interrupted has seen
 * something of each; portions do not depend on the share, so that the rest can follow.
 */
export function plan(specs: readonly KeyPairSpec[], share: number): Range[] {
  return rows
    .filter(({ spec }) => specs.includes(spec))
    .flatMap(({ keys, keysPerRange, ...kind }) => {
      const ranges = Math.ceil((keys / keysPerRange) * share)
      return Array.from({ length: ranges }, (_, index) => {
        const range = { ...kind, from: index * keysPerRange, count: keysPerRange }
        return { range, progress: index / ranges }
      })
    })
    .toSorted((one, other) => one.progress - other.progress)
    .map(({ range }) => range)
}

/** The seed of one key, in ASCII: `generateKeyPair(spec, { seed, method })` makes it again. */
export function seedOf(spec: KeyPairSpec, number: number): string {
  return `examination ${spec} ${String(number).padStart(6, "0")}`
}

/** A kind in words: `RSA_2048 by A.1.6`. */
export function nameOf({ spec, method }: Kind): string {
  return method === undefined ? spec : `${spec} by ${method}`
}
