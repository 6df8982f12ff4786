/** What all portions together say. */
import { type PrimeBits, standardErrorsOf } from "../estimate/model.ts"
import { filterCallsOf, searchOf } from "../estimate/searches.ts"
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
  /** Of RSA: filter calls, Miller-Rabin calls and so on in one key, and what the density of primes says to them. */
  work?: Work
}

export interface Work {
  callsPerKey: Record<string, number>
  /** Between the primes that the filter's calls should have found, by the density of primes, and two for each key. */
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

function workOf(
  { spec, method }: Kind,
  keys: number,
  own: readonly RangeResult[],
): { work?: Work } {
  const row = specs[spec]
  if (row.family !== "rsa") return {}
  const counts: Record<string, number> = {}
  for (const [name, count] of own.flatMap(({ calls }) => Object.entries(calls))) {
    counts[name] = (counts[name] ?? 0) + count
  }
  const perKey = Object.entries(counts).map(([name, count]) => [name, count / keys] as const)
  const search = searchOf((row.modulusBits / 2) as PrimeBits, method)
  const standardErrors = standardErrorsOf(search, 2 * keys, filterCallsOf(counts))
  return { work: { callsPerKey: Object.fromEntries(perKey), standardErrors } }
}
