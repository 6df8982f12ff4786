/** Holds every goal against what was measured. */
import type { KeyPairSpec } from "@keywright/core"
import type { BuildSize, Contest, FirstKey, RuntimeFigures, Verdict } from "./figures.ts"
import type { Goal, Source } from "./goals.ts"
import { median } from "./statistics.ts"

interface Measured {
  measured: number
  low?: number
  high?: number
}

const specOfPrime = { 1024: "RSA_2048", 1536: "RSA_3072", 2048: "RSA_4096" } as const

export interface Evidence {
  specs: readonly KeyPairSpec[]
  builds: readonly BuildSize[]
  runtimes: readonly RuntimeFigures[]
}

/** One verdict for each goal that is about the runtimes and specs that were asked for. */
export function judgeGoals(
  goals: readonly Goal[],
  { specs, builds, runtimes }: Evidence,
): Verdict[] {
  return goals.flatMap((goal) => {
    const { source, runtime } = goal
    if ("size" in source) return [verdict(goal, largest(builds.map((build) => build[source.size])))]
    const figures = runtimes.find((each) => each.runtime === runtime)
    const spec = specOf(source)
    if (figures === undefined || (spec !== undefined && !specs.includes(spec))) return []
    return [verdict(goal, measure(source, figures))]
  })
}

function largest(values: readonly number[]): Measured | undefined {
  return values.length === 0 ? undefined : { measured: Math.max(...values) }
}

type RuntimeSource = Exclude<Source, { size: unknown }>

function specOf(source: RuntimeSource): KeyPairSpec | undefined {
  if ("contest" in source) return source.contest
  if ("parallel" in source) return source.parallel
  if ("estimate" in source) return source.estimate
  if ("gate" in source) return specOfPrime[source.gate]
  return "firstKey" in source ? source.firstKey : undefined
}

function verdict({ runtime, source, demanded, aim }: Goal, found: Measured | undefined): Verdict {
  const { what, sense } = describe(source)
  const { measured } = found ?? {}
  const holds =
    measured === undefined
      ? undefined
      : sense === "at least"
        ? measured >= demanded
        : measured <= demanded
  return { runtime, what, sense, demanded, aim, ...found, holds }
}

function describe(source: Source): Pick<Verdict, "what" | "sense"> {
  if ("contest" in source) {
    return { what: `${source.contest}: ${source.rival} / ours`, sense: "at least" }
  }
  if ("parallel" in source) {
    return { what: `${source.parallel}: one thread / two threads`, sense: "at least" }
  }
  if ("estimate" in source) {
    return { what: `${source.estimate}: native / ours, estimated`, sense: "at least" }
  }
  if ("gate" in source) {
    return { what: `native power / our filter, ${source.gate} bits`, sense: "at least" }
  }
  if ("firstKey" in source) {
    const unit = source.unit === "times" ? "first key / later key" : "first key of a process, ms"
    return { what: `${source.firstKey}: ${unit}`, sense: "at most" }
  }
  if ("size" in source) return { what: `the largest build, ${source.size}`, sense: "at most" }
  return { what: "instantiation and self-tests, ms", sense: "at most" }
}

function measure(source: RuntimeSource, figures: RuntimeFigures): Measured | undefined {
  if ("contest" in source) return contested(source, figures.contests)
  if ("parallel" in source) {
    return contested({ contest: source.parallel, rival: "keywright" }, figures.contests)
  }
  if ("firstKey" in source) {
    const keys = figures.firstKeys.filter(({ spec }) => spec === source.firstKey)
    const inTimes = ({ firstMs, laterMs }: FirstKey) => firstMs / laterMs
    const inMs = ({ firstMs }: FirstKey) => firstMs
    return middle(keys.map(source.unit === "times" ? inTimes : inMs))
  }
  if ("instantiation" in source) {
    // The instance for curves is not tested before it is used: what is demanded is about the one for RSA.
    const tested = figures.firstKeys.filter(({ spec }) => spec.startsWith("RSA_"))
    return middle(tested.map(({ instantiateMs }) => instantiateMs))
  }
  const wanted = "gate" in source ? specOfPrime[source.gate] : source.estimate
  const found = figures.estimates.find(({ spec }) => spec === wanted)
  return found && { measured: "gate" in source ? found.gate.ofLeastTimes : found.ratio }
}

/** Of several rivals that are native, the fastest: the smallest ratio. */
function contested(
  { contest, rival }: Extract<Source, { contest: unknown }>,
  contests: readonly Contest[],
): Measured | undefined {
  const native = ["node:crypto KeyObject", "node:crypto ECDH"]
  const wanted: readonly string[] = rival === "native" ? native : [rival]
  const [found] = contests
    .filter(({ spec }) => spec === contest)
    .flatMap(({ comparisons }) => comparisons)
    .filter((comparison) => wanted.includes(comparison.rival))
    .toSorted((one, other) => one.ratio - other.ratio)
  return found && { measured: found.ratio, low: found.low, high: found.high }
}

function middle(values: readonly number[]): Measured | undefined {
  return values.length === 0 ? undefined : { measured: median(values) }
}
