/** The first key of a process beside the same key made again when the process is warm. */
import type { KeyPairSpec, RandomSource } from "@keywright/core"
import type { FirstKey } from "../figures.ts"
import { median } from "../statistics.ts"
import { streamOf } from "./stream.ts"

export interface FirstKeyOptions {
  spec: KeyPairSpec
  /** Decides which key is made, and with it the work of an RSA search. */
  seed: number
}

const WARM_UP_MS = 1_000
const AGAIN = 9

/** Call it once in a process, before anything else has made a key: `loadMs` and the first key's time happen once. */
export async function measureFirstKey({ spec, seed }: FirstKeyOptions): Promise<FirstKey> {
  const loadMs = await elapsedMs(() => import("@keywright/core"))
  const { createCore } = await import("@keywright/core")
  const { loadBignum } = await import("@keywright/bignum")
  const { default: module } = await import("@keywright/bignum/portable")
  let random: RandomSource = streamOf(seed)
  let instantiateMs = Number.NaN
  const core = createCore({
    bignum() {
      const startedMs = performance.now()
      const bignum = loadBignum(module)
      instantiateMs = performance.now() - startedMs
      return bignum
    },
    random: (length) => random(length),
  })
  const make = () => core.generateKeyPair(spec, { pause() {} })

  const firstMs = await elapsedMs(make)
  for (const end = performance.now() + WARM_UP_MS; performance.now() < end; ) await make()
  const againMs: number[] = []
  for (let i = 0; i < AGAIN; i++) {
    random = streamOf(seed)
    againMs.push(await elapsedMs(make))
  }
  return { spec, seed, loadMs, instantiateMs, firstMs, laterMs: median(againMs) }
}

async function elapsedMs(deed: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await deed()
  return performance.now() - startedMs
}
