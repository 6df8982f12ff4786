/**
 * An estimate of the time of an RSA key from the times of its steps. A filter call always takes the same time, so its least time is
 * sharp where the mean of keys, which are all different, is not: some seconds say as much as thousands of keys.
 */
import type { SearchCounts } from "@keywright/bignum"
import type { KeyPairSpec } from "@keywright/core"
import type { Estimate, Step } from "../figures.ts"
import type { Meter } from "../meter.ts"
import { specs } from "../specs.ts"
import { lowerQuartile, median } from "../statistics.ts"
import { buildOf, generatorOf, type Subject } from "../subject.ts"
import {
  callsPerPrime,
  opensslPowersPerKey,
  type PrimeBits,
  standardErrorsOf,
  testsPerPrime,
} from "./model.ts"
import { nativePower } from "./native-power.ts"
import { candidatesOf, filterCallsOf, searchOf } from "./searches.ts"

export interface EstimateOptions extends Subject {
  spec: KeyPairSpec
  quick: boolean
}

const POWERS_IN_A_PAUSE = 2
/** With 20 filter calls or more in a key, the least of more than a thousand. */
const KEYS = 60
const QUICK_KEYS = 4

interface Observed {
  keys: number
  steps: Step[]
  /** Of each key: what was spent outside of the core. */
  outsideMs: number[]
  powersMs: number[]
  work: SearchCounts
}

/** Makes keys and takes their steps apart. The meter has been set up before the first instance was made. */
export async function estimate(options: EstimateOptions, meter: Meter): Promise<Estimate> {
  const { spec, quick } = options
  const row = specs[spec]
  if (row.family !== "rsa") throw new Error(`bug: ${spec} has no estimate`)
  const bits = (row.modulusBits / 2) as PrimeBits
  const observed = await observe({ ...options, bits, keys: quick ? QUICK_KEYS : KEYS }, meter)
  const { steps, keys } = observed
  const filters = steps.filter(({ name }) => candidatesOf(name) !== undefined)
  // Calls with fewer candidates than fit are the last ones before a sieve begins anew.
  const filter = filters.reduce((one, other) => (one.callsPerKey > other.callsPerKey ? one : other))
  const candidates = candidatesOf(filter.name) as number
  const search = searchOf(bits, options.method)
  const callsExpected = 2 * callsPerPrime(search, candidates)
  const counts = Object.fromEntries(
    filters.map(({ name, callsPerKey }) => [name, keys * callsPerKey]),
  )
  const outsideMs = lowerQuartile(observed.outsideMs)
  const others = steps.filter((step) => !filters.includes(step))
  const filterMs = callsExpected * filter.minMs
  // What else is busy on the machine slows everything by about as much as the filter.
  const slowdown = filter.lowerQuartileMs / filter.minMs
  const keyMs = filterMs + (total(others) + outsideMs) / slowdown
  const power = { minMs: Math.min(...observed.powersMs), medianMs: median(observed.powersMs) }
  const nativeKeyMs = opensslPowersPerKey(bits) * power.minMs + OPENSSL_AUXILIARY_MS
  return {
    spec,
    build: await buildOf(options),
    keys,
    candidates,
    steps,
    outsideMs,
    work: observed.work,
    candidatesExpected: 2 * testsPerPrime(search),
    filterCallsExpected: callsExpected,
    standardErrors: standardErrorsOf(search, 2 * keys, filterCallsOf(counts)),
    nativePower: power,
    gate: {
      ofLeastTimes: (power.minMs * candidates) / filter.minMs,
      ofMedians: (power.medianMs * candidates) / filter.medianMs,
    },
    keyMs,
    nativeKeyMs,
    ratio: nativeKeyMs / keyMs,
  }
}

/** Four small primes; assumed, as it cannot be taken apart from outside. */
const OPENSSL_AUXILIARY_MS = 4

/** The runtime's power is timed in the pauses of our search, so that both see the same machine. */
async function observe(
  { spec, bits, keys, ...subject }: Subject & { spec: KeyPairSpec; bits: number; keys: number },
  meter: Meter,
): Promise<Observed> {
  const power = nativePower(bits)
  const generate = generatorOf(subject)
  const powersMs: number[] = []
  const outsideMs: number[] = []
  let pausedMs = 0
  const pause = () => {
    const startedMs = performance.now()
    // The first one finds cold caches, as none in a native search does.
    power()
    for (let i = 0; i < POWERS_IN_A_PAUSE; i++) {
      const powerStartedMs = performance.now()
      power()
      powersMs.push(performance.now() - powerStartedMs)
    }
    pausedMs += performance.now() - startedMs
  }
  await generate(spec, { pause })
  const counts: SearchCounts = { candidates: 0, filterCalls: 0, rounds: 0 }
  meter.reset()
  for (let made = 0; made < keys; made++) {
    const elsewhereMs = pausedMs + meter.insideMs()
    const keyMs = await elapsedMs(() => generate(spec, { pause, counts }))
    outsideMs.push(keyMs - (pausedMs + meter.insideMs() - elsewhereMs))
  }
  const work = {
    candidates: counts.candidates / keys,
    filterCalls: counts.filterCalls / keys,
    rounds: counts.rounds / keys,
  }
  return { keys, steps: stepsOf(meter, keys), outsideMs, powersMs, work }
}

function stepsOf(meter: Meter, keys: number): Step[] {
  return Object.entries(meter.calls()).map(([name, { count, timesMs }]) => ({
    name,
    callsPerKey: count / keys,
    minMs: Math.min(...timesMs),
    lowerQuartileMs: lowerQuartile(timesMs),
    medianMs: median(timesMs),
  }))
}

/** Of steps whose time is not the same for all numbers, or that are called too seldom for the least to be sharp. */
function total(steps: readonly Step[]): number {
  return steps.reduce((sum, step) => sum + step.callsPerKey * step.lowerQuartileMs, 0)
}

async function elapsedMs(deed: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await deed()
  return performance.now() - startedMs
}
