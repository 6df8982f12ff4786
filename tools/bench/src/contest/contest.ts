/** The contest of one spec: ours and every rival, interleaved in one process. */
import type { KeyPairSpec } from "@keywright/core"
import type { Comparison, Contest, MakerName, Times } from "../figures.ts"
import { type RsaSpec, specs } from "../specs.ts"
import { ratioOf, type Statistic, summarize } from "../statistics.ts"
import { buildOf, type Subject } from "../subject.ts"
import { type LineUp, lineUp } from "./line-up.ts"
import { keysForOneSample, type Racer, race } from "./race.ts"

export interface ContestOptions extends Subject {
  spec: KeyPairSpec
  /** RSA keys of each maker; the spec's own number when absent. */
  keys?: number | undefined
  /** Fewer of everything: to see that it runs. */
  quick: boolean
}

const CURVE_SAMPLES = 100
const QUICK_CURVE_SAMPLES = 20
const QUICK_KEYS = 5
const QUICK_LIBRARY_KEYS = 2

interface Run extends Racer {
  name: MakerName
  timesMs: number[]
}

/** Checks every maker's answer, then times them. */
export async function contest(options: ContestOptions): Promise<Contest> {
  const { spec } = options
  const { present, missing } = await lineUp(spec, options)
  const row = specs[spec]
  const statistic = row.family === "rsa" ? "mean" : "median"
  const racers =
    row.family === "rsa" ? rsaRacers(row, present, options) : await curveRacers(present, options)
  const samples = Math.max(...racers.map((racer) => racer.samples))
  const timesMs = await race(racers, samples).finally(() => closeAll(racers))
  const runs = racers.map((racer, index) => ({ ...racer, timesMs: timesMs[index] as number[] }))
  return {
    spec,
    build: await buildOf(options),
    times: runs.map(timesOf),
    comparisons: compare(runs, statistic),
    missing,
  }
}

type Named = Racer & { name: MakerName }

function rsaRacers(row: RsaSpec, present: LineUp["present"], options: ContestOptions): Named[] {
  const { quick, keys = quick ? QUICK_KEYS : row.keys } = options
  const libraryKeys = Math.min(keys, quick ? QUICK_LIBRARY_KEYS : row.libraryKeys)
  return present.map(({ name, maker }) => {
    const samples = name === "node-forge" ? libraryKeys : keys
    return { name, maker, samples, keysPerSample: 1 }
  })
}

async function curveRacers(
  present: LineUp["present"],
  { quick }: ContestOptions,
): Promise<Named[]> {
  const samples = quick ? QUICK_CURVE_SAMPLES : CURVE_SAMPLES
  const racers: Named[] = []
  for (const { name, maker } of present) {
    racers.push({ name, maker, samples, keysPerSample: await keysForOneSample(maker) })
  }
  return racers
}

function timesOf({ name, samples, keysPerSample, timesMs }: Run): Times {
  const { mean, standardError, p50 } = summarize(timesMs)
  return {
    maker: name,
    samples,
    keysPerSample,
    meanMs: mean,
    standardErrorMs: standardError,
    medianMs: p50,
    minMs: Math.min(...timesMs),
  }
}

/** Who gives bare numbers, or an object that has not been written as DER yet, is compared with our bare numbers. */
const AGAINST_RAW: readonly MakerName[] = ["node:crypto KeyObject", "node:crypto ECDH", "noble"]

function compare(runs: readonly Run[], statistic: Statistic): Comparison[] {
  const raw = runs.find(({ name }) => name === "keywright, raw")
  const whole = runs.find(({ name }) => name === "keywright") as Run
  const parallel = runs.find(({ name }) => name === "keywright, parallel")
  const rivals = runs.filter(({ name }) => !name.startsWith("keywright"))
  const pairs = rivals.map((rival) => {
    return [rival, (AGAINST_RAW.includes(rival.name) ? raw : undefined) ?? whole] as const
  })
  if (parallel !== undefined) pairs.push([whole, parallel])
  return pairs.map(([rival, ours]) => {
    const { value: ratio, low, high } = ratioOf(rival.timesMs, ours.timesMs, statistic)
    return { rival: rival.name, ours: ours.name, statistic, ratio, low, high }
  })
}

async function closeAll(racers: readonly Racer[]): Promise<void> {
  for (const { maker } of racers) await maker.close?.()
}
