/** What all portions together say. */
import { callsPerPrime, type PrimeBits } from "../estimate/model.ts"
import { candidatesOf, searchOf } from "../estimate/searches.ts"
import { specs } from "../specs.ts"
import { type Kind, type Row, rows } from "./plan.ts"
import type { RangeResult } from "./range.ts"

export interface KindExamination extends Kind {
  /** Keys examined, and how many the examination has when it is whole. */
  keys: number
  planned: number
  /** By their seeds; `generateKeyPair(spec, { seed, method })` makes them again. */
  faulty: RangeResult["faulty"]
  firstSeed: string
  lastSeed: string
  /** Of RSA: filter calls, Miller-Rabin calls and so on in one key, and what the density of primes says of the filter's. */
  work?: Work
}

export interface Work {
  callsPerKey: Record<string, number>
  /** In one key: counted, and expected by the density of primes. */
  filterCalls: number
  expected: number
  /** Between the two. */
  standardErrors: number
}

export interface Examination {
  kinds: KindExamination[]
  /** Primes of RSA keys and public keys of the others: how many there are, and how many of them occur again. */
  unique: { values: number; repeated: number }
  holds: boolean
}

/** Puts portions together. A value that two portions share is found, whatever their specs. */
export function report(results: readonly RangeResult[]): Examination {
  const kinds = rows.flatMap((row) => {
    const own = results
      .filter(({ spec, method }) => spec === row.spec && method === row.method)
      .toSorted((one, other) => one.from - other.from)
    return own.length === 0 ? [] : [examinationOf(row, own)]
  })
  const values = results.flatMap(({ unique }) => unique)
  const unique = { values: values.length, repeated: values.length - new Set(values).size }
  const holds = unique.repeated === 0 && kinds.every(isSound)
  return { kinds, unique, holds }
}

/** A sound search is further away in one of 16,000 examinations; a wrong sieve or filter is at once. */
const STANDARD_ERRORS_MOST = 4

function isSound({ faulty, work }: KindExamination): boolean {
  return faulty.length === 0 && Math.abs(work?.standardErrors ?? 0) <= STANDARD_ERRORS_MOST
}

function examinationOf(row: Row, own: readonly RangeResult[]): KindExamination {
  const keys = own.reduce((sum, { count }) => sum + count, 0)
  const { keys: planned, keysPerRange: _, ...kind } = row
  return {
    ...kind,
    keys,
    planned,
    faulty: own.flatMap(({ faulty }) => faulty),
    firstSeed: own[0]?.firstSeed ?? "",
    lastSeed: own.at(-1)?.lastSeed ?? "",
    ...workOf(kind, keys, own),
  }
}

function workOf({ spec }: Kind, keys: number, own: readonly RangeResult[]): { work?: Work } {
  const row = specs[spec]
  if (row.family !== "rsa") return {}
  const callsPerKey: Record<string, number> = {}
  for (const { calls } of own) {
    for (const [name, count] of Object.entries(calls)) {
      callsPerKey[name] = (callsPerKey[name] ?? 0) + count / keys
    }
  }
  const filters = Object.keys(callsPerKey).filter((name) => candidatesOf(name) !== undefined)
  const filterCalls = filters.reduce((sum, name) => sum + (callsPerKey[name] ?? 0), 0)
  const candidates = Math.max(...filters.map((name) => candidatesOf(name) as number))
  const { mean, deviation } = callsPerPrime(
    searchOf((row.modulusBits / 2) as PrimeBits),
    candidates,
  )
  const standardError = (Math.SQRT2 * deviation) / Math.sqrt(keys)
  const standardErrors = (filterCalls - 2 * mean) / standardError
  const expected = 2 * mean
  return { work: { callsPerKey, filterCalls, expected, standardErrors } }
}
