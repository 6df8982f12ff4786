/** What all portions together say. */
import type { KeyPairSpec } from "@keywright/core"
import { specNames } from "../specs.ts"
import { rows } from "./plan.ts"
import type { RangeResult } from "./range.ts"

export interface SpecExamination {
  spec: KeyPairSpec
  /** Keys examined, and how many the examination has when it is whole. */
  keys: number
  planned: number
  /** By their seeds; `generateKeyPair(spec, { seed })` makes them again. */
  faulty: RangeResult["faulty"]
  firstSeed: string
  lastSeed: string
}

export interface Examination {
  specs: SpecExamination[]
  /** Primes of RSA keys and public keys of the others: how many there are, and how many of them occur again. */
  unique: { values: number; repeated: number }
  holds: boolean
}

/** Puts portions together. A value that two portions share is found, whatever their specs. */
export function report(results: readonly RangeResult[]): Examination {
  const specs = specNames.flatMap((spec) => {
    const own = results
      .filter((result) => result.spec === spec)
      .toSorted((one, other) => one.from - other.from)
    return own.length === 0 ? [] : [examinationOf(spec, own)]
  })
  const values = results.flatMap(({ unique }) => unique)
  const unique = { values: values.length, repeated: values.length - new Set(values).size }
  const holds = unique.repeated === 0 && specs.every(({ faulty }) => faulty.length === 0)
  return { specs, unique, holds }
}

function examinationOf(spec: KeyPairSpec, own: readonly RangeResult[]): SpecExamination {
  return {
    spec,
    keys: own.reduce((sum, { count }) => sum + count, 0),
    planned: rows[spec].keys,
    faulty: own.flatMap(({ faulty }) => faulty),
    firstSeed: own[0]?.firstSeed ?? "",
    lastSeed: own.at(-1)?.lastSeed ?? "",
  }
}
