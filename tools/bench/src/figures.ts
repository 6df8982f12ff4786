/** The figures of `pnpm bench:keygen`: what its JSON holds. All times are milliseconds, `Ms` in a name says so. */
import type { SearchCounts } from "@keywright/bignum"
import type { EngineName, KeyPairSpec } from "@keywright/core"
import type { Machine } from "./machine.ts"
import type { RuntimeName } from "./runtimes.ts"
import type { Statistic } from "./statistics.ts"
import type { Subject } from "./subject.ts"

/** Ours, then the rivals. */
export type MakerName =
  | "keywright"
  | "keywright, yielding"
  | "keywright, parallel"
  | "keywright, raw"
  | "node:crypto KeyObject"
  | "node:crypto DER"
  | "node:crypto ECDH"
  | "WebCrypto"
  | "node-forge"
  | "noble"

/** How long one key pair takes one maker. */
export interface Times {
  maker: MakerName
  /** Samples taken, and key pairs made in each: one for RSA, as many as take a millisecond for curves. */
  samples: number
  keysPerSample: number
  meanMs: number
  standardErrorMs: number
  medianMs: number
  minMs: number
}

/** A rival's time divided by ours, with the 95 % interval of a bootstrap. Two threads of ours have one of ours as a rival. */
export interface Comparison {
  rival: MakerName
  ours: MakerName
  statistic: Statistic
  ratio: number
  low: number
  high: number
}

/** Who could not take part, and why. */
export interface Missing {
  maker: MakerName
  reason: string
}

export interface Contest {
  spec: KeyPairSpec
  /** The build of the core that ours ran on. */
  build: EngineName
  times: Times[]
  comparisons: Comparison[]
  missing: Missing[]
}

/** The first key of a process. Both keys of a spec are made from the same bytes, so that they take the same work. */
export interface FirstKey {
  spec: KeyPairSpec
  build: EngineName
  seed: number
  /** Importing @keywright/core: its files are read. Not part of `firstMs`. */
  loadMs: number
  /** The module is imported, compiled, instantiated and, for RSA, tested. Part of `firstMs`. */
  instantiateMs: number
  firstMs: number
  /** The same key again, after a second of other keys. */
  laterMs: number
}

/** The calls of one export of the WebAssembly core while RSA keys are made; the filter's by candidates. */
export interface Step {
  name: string
  callsPerKey: number
  minMs: number
  lowerQuartileMs: number
  medianMs: number
}

/** An RSA key put together from its steps (src/estimate/estimate.ts), and the work that it was. */
export interface Estimate {
  spec: KeyPairSpec
  build: EngineName
  /** Keys that were taken apart. */
  keys: number
  /** Candidates in one filter call: the core's lanes. */
  candidates: number
  steps: Step[]
  /** Per key, outside of the core: drawing bytes, encoding, promises. Lower quartile. */
  outsideMs: number
  /** In one key, as the search itself counts them: numbers without a small divisor up to the primes, and so on. */
  work: SearchCounts
  /** The candidates of one key by the density of primes. */
  candidatesExpected: number
  /** In one key, by the density of primes, if all take `candidates`; and how far the counted ones are from the model. */
  filterCallsExpected: number
  standardErrors: number
  /** One modular power by the runtime, of the primes' size. */
  nativePower: { minMs: number; medianMs: number }
  /** The runtime's power divided by our filter for one candidate. */
  gate: { ofLeastTimes: number; ofMedians: number }
  /** The filter's least time and the calls that the model expects; of the rest, calls as counted and lower quartiles, less load. */
  keyMs: number
  /** The same for OpenSSL 3.5; means nothing where node:crypto is something else. */
  nativeKeyMs: number
  ratio: number
}

/** One build of the WebAssembly core. */
export interface BuildSize {
  build: EngineName
  bytes: number
  gzipBytes: number
  /** Linear memory of an instance that has not been called yet. */
  memoryBytes: number
}

/** What could not be measured at all, and why: a runtime that is not installed, a process that ended early. */
export interface Failure {
  what: string
  reason: string
}

export interface RuntimeFigures {
  runtime: RuntimeName
  contests: Contest[]
  /** One for each process. */
  firstKeys: FirstKey[]
  /** Of RSA. */
  estimates: Estimate[]
  failures: Failure[]
}

/** A goal beside what was measured. */
export interface Verdict {
  /** "any" for what does not depend on it. */
  runtime: RuntimeName | "any"
  what: string
  /** "at least" for ratios, "at most" for times. */
  sense: "at least" | "at most"
  demanded: number
  aim?: number | undefined
  /** Nothing when it was not measured. `low` and `high`: 95 % interval, where there is one. */
  measured?: number | undefined
  low?: number | undefined
  high?: number | undefined
  holds?: boolean | undefined
}

export interface Report {
  measuredAt: string
  commit: string
  machine: Machine
  /** The command's own flags; a quick run is none to quote. */
  flags: Subject & {
    specs: readonly KeyPairSpec[]
    keys?: number | undefined
    quick: boolean
  }
  builds: BuildSize[]
  runtimes: RuntimeFigures[]
  verdicts: Verdict[]
}
