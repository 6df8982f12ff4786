/** Which keys are examined, and in which portions. */
import type { KeyPairSpec } from "@keywright/core"
import { specNames } from "../specs.ts"

/** Keys `from` to `from + count - 1` of a spec: one portion, one process, one file. */
export interface Range {
  spec: KeyPairSpec
  from: number
  count: number
}

interface Row {
  /** 10,000 RSA keys together, and 100,000 on curves. */
  keys: number
  /** A portion takes some seconds: what is lost when the machine goes down. */
  keysPerRange: number
}

export const rows: Readonly<Record<KeyPairSpec, Row>> = {
  RSA_2048: { keys: 9_000, keysPerRange: 100 },
  RSA_3072: { keys: 700, keysPerRange: 50 },
  RSA_4096: { keys: 300, keysPerRange: 20 },
  ECC_NIST_P256: { keys: 30_000, keysPerRange: 5_000 },
  ECC_NIST_P384: { keys: 10_000, keysPerRange: 2_500 },
  ECC_NIST_P521: { keys: 5_000, keysPerRange: 1_000 },
  ECC_SECG_P256K1: { keys: 15_000, keysPerRange: 5_000 },
  SM2: { keys: 15_000, keysPerRange: 5_000 },
  ECC_NIST_EDWARDS25519: { keys: 25_000, keysPerRange: 5_000 },
}

/** The first `share` of each spec's keys, 0 to 1; the portions of one spec do not depend on it, so that the rest can follow. */
export function plan(specs: readonly KeyPairSpec[], share: number): Range[] {
  return specNames
    .filter((spec) => specs.includes(spec))
    .flatMap((spec) => {
      const { keys, keysPerRange } = rows[spec]
      const ranges = Math.ceil((keys / keysPerRange) * share)
      return Array.from({ length: ranges }, (_, index) => ({
        spec,
        from: index * keysPerRange,
        count: keysPerRange,
      }))
    })
}

/** The seed of one key, in ASCII: `generateKeyPair(spec, { seed })` makes it again. */
export function seedOf(spec: KeyPairSpec, number: number): string {
  return `examination ${spec} ${String(number).padStart(6, "0")}`
}
