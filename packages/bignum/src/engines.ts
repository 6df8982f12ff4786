/** Which build of the core runs: chosen by what the engine can do, never by its name. */
import type { Bignum, EngineName } from "./doors.ts"
import { loadBignum } from "./load.ts"
import { type Modules, ownModules } from "./modules.ts"
import { fuses, knowsAnswers } from "./self-tests.ts"

/** What an instance is for: numbers need the answers that they are tested with first, curves check their own results. */
export type Purpose = "numbers" | "curves"

/** What became of a build, in words for people. */
export interface EngineReport {
  readonly name: EngineName
  /** Whether instances are of this build. */
  readonly runs: boolean
  /** Why it runs, or does not. */
  readonly reason: string
}

export interface EngineOptions {
  /** Takes this build or none: for tests and benchmarks. The best that passes its tests when absent. */
  engine?: EngineName | undefined
  /** The compiled builds; those of this package when absent. */
  modules?: Modules | undefined
  /** A clock in milliseconds for `loadBignum`; `performance.now` when absent. */
  now?: (() => number) | undefined
}

export interface Engines {
  /**
   * A new instance of the build that runs here; the first call tests the builds. One instance serves one caller at a time.
   *
   * @throws Error when the build that was asked for does not pass its tests, or none does
   */
  open(purpose?: Purpose): Promise<Bignum>
  /** What runs and why: tests the builds as `open` does, unless that has been done. */
  report(): Promise<readonly EngineReport[]>
}

/** Tried in this order. The fma build is faster wherever it is right. */
const order: readonly EngineName[] = ["fma", "portable"]

type Reasons = Map<EngineName, string>

/**
 * Chooses a build: `fma` where the engine compiles relaxed SIMD, its multiply-adds are fused, and the build gives known answers;
 * else `portable`, which gives known answers everywhere. No other build is compiled than is tried.
 */
export function createEngines({ engine, modules = ownModules, now }: EngineOptions = {}): Engines {
  if (engine !== undefined && !order.includes(engine)) throw new RangeError(`no build ${engine}`)
  const candidates = engine === undefined ? order : [engine]
  const reasons: Reasons = new Map()
  /** Builds that gave a wrong answer, or could not be had: never asked again. */
  const refused = new Set<EngineName>()
  let tested: EngineName | undefined

  async function open(purpose: Purpose = "numbers"): Promise<Bignum> {
    for (const name of candidates) {
      if (refused.has(name)) continue
      const outcome = await attempt(name, purpose)
      if (typeof outcome !== "string") return outcome
      refused.add(name)
      reasons.set(name, outcome)
    }
    throw new Error(`no build of the core runs here: ${[...reasons].map(told).join("; ")}`)
  }

  /** An instance, or why there is none. */
  async function attempt(name: EngineName, purpose: Purpose): Promise<Bignum | string> {
    try {
      if (name === "fma" && tested === undefined && !fuses(await modules.probe())) {
        return "relaxed multiply-adds round twice here"
      }
      const module = await modules[name]()
      if (purpose === "numbers" && tested === undefined && !knowsAnswers(module)) {
        return "gives a wrong answer"
      }
      if (purpose === "numbers") tested = name
      return loadBignum(module, now)
    } catch (error) {
      return `does not load: ${error instanceof Error ? error.message : String(error)}`
    }
  }

  return {
    open,
    async report() {
      if (tested === undefined) await open()
      return order.map((name) => ({ name, runs: name === tested, reason: reasonOf(name) }))
    },
  }

  function reasonOf(name: EngineName): string {
    const refusal = reasons.get(name)
    if (refusal !== undefined) return refusal
    if (name !== tested) return engine === undefined ? "not needed" : "not asked for"
    const asked = engine === undefined ? "" : "asked for; "
    const fused = name === "fma" ? "multiply-adds are fused, " : ""
    return `${asked}${fused}known answers hold`
  }
}

function told([name, reason]: [EngineName, string]): string {
  return `${name} ${reason}`
}
