/** The first key of a process beside the same key made again when the process is warm. */
import type { EngineName, KeyPairSpec, RandomSource } from "@keywright/core"
import type { FirstKey } from "../figures.ts"
import { median } from "../statistics.ts"
import type { Subject } from "../subject.ts"
import { streamOf } from "./stream.ts"

export interface FirstKeyOptions extends Subject {
  spec: KeyPairSpec
  /** Decides which key is made, and with it the work of an RSA search. */
  seed: number
}

const WARM_UP_MS = 1_000
const AGAIN = 9

/** Call it once in a process, before anything else has made a key: `loadMs` and the first key's time happen once. */
export async function measureFirstKey(options: FirstKeyOptions): Promise<FirstKey> {
  const { spec, seed, engine, method } = options
  const loadMs = await elapsedMs(() => import("@keywright/core"))
  const { createCore, createEngines } = await import("@keywright/core")
  const { open } = createEngines({ engine })
  let random: RandomSource = streamOf(seed)
  let instantiateMs = Number.NaN
  let build: string | undefined
  const core = createCore({
    async bignum(purpose) {
      const startedMs = performance.now()
      const bignum = await open(purpose)
      instantiateMs = performance.now() - startedMs
      build = bignum.build
      return bignum
    },
    random: (length) => random(length),
  })
  const make = () => core.generateKeyPair(spec, { method, pause() {} })

  const firstMs = await elapsedMs(make)
  for (const end = performance.now() + WARM_UP_MS; performance.now() < end; ) await make()
  const againMs: number[] = []
  for (let i = 0; i < AGAIN; i++) {
    random = streamOf(seed)
    againMs.push(await elapsedMs(make))
  }
  return {
    spec,
    build: build as EngineName,
    seed,
    loadMs,
    instantiateMs,
    firstMs,
    laterMs: median(againMs),
  }
}

async function elapsedMs(deed: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await deed()
  return performance.now() - startedMs
}
