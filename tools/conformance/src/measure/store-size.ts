/** A node with many keys in its store beside one with few: the same load in turns, and how long each takes to start. */
import { type Ratio, ratioOf } from "@keywright/bench/statistics"
import { type OwnServer, startServer } from "../own-server.ts"
import { fillFolder } from "./filled-folder.ts"
import { decrypts, describeKeys, type Load, load, type Requests } from "./load.ts"

export interface StoreSize {
  fewKeys: number
  manyKeys: number
  /** Of many keys to few. Below 1 is faster, or less. */
  ratios: Record<
    "describeKey" | "decrypt" | "describeKeyOfMany" | "decryptOfMany",
    { processorTime: Ratio; secondsPerRequest: Ratio }
  >
  startMs: { few: number[]; many: number[]; ratio: Ratio }
}

export interface StoreSizeOptions {
  fewKeys: number
  manyKeys: number
  rounds: number
  seconds: number
}

/** Keys in use: few enough that every node has them in memory, so that only the store's size differs. */
const IN_USE = 500
/** And more than a node remembers, so that the difference includes what a row costs that is read for the first time. */
const IN_USE_MANY = 5000

/** Until the code is compiled and what is in use is in memory. */
const WARM_UP_SECONDS = 2

const STARTS = 5

export async function measureStoreSize(options: StoreSizeOptions): Promise<StoreSize> {
  const { fewKeys, manyKeys, rounds, seconds } = options
  const few = await startFilled(fewKeys)
  const many = await startFilled(manyKeys)
  try {
    const compare = async (
      make: (side: Filled, keyIds: readonly string[]) => Promise<Requests>,
      inUse: number,
    ) => {
      const ofFew = await make(few, spread(few.keyIds, inUse))
      const ofMany = await make(many, spread(many.keyIds, inUse))
      for (const [side, requests] of [
        [few, ofFew],
        [many, ofMany],
      ] as const) {
        await load(side.server, requests, { connections: 16, seconds: WARM_UP_SECONDS })
      }
      const loads: { few: Load[]; many: Load[] } = { few: [], many: [] }
      for (let round = 0; round < rounds; round++) {
        loads.few.push(await load(few.server, ofFew, { connections: 16, seconds }))
        loads.many.push(await load(many.server, ofMany, { connections: 16, seconds }))
      }
      const ratio = (of: (load: Load) => number): Ratio =>
        ratioOf(loads.many.map(of), loads.few.map(of), "median")
      return {
        processorTime: ratio(({ processorMsPerRequest }) => processorMsPerRequest),
        secondsPerRequest: ratio(({ perSecond }) => 1 / perSecond),
      }
    }
    const describe = ({ server }: Filled, ids: readonly string[]) =>
      describeKeys(server.target, ids)
    const decrypt = ({ server }: Filled, ids: readonly string[]) => decrypts(server.target, ids)
    const ratios = {
      describeKey: await compare(describe, IN_USE),
      decrypt: await compare(decrypt, IN_USE),
      describeKeyOfMany: await compare(describe, IN_USE_MANY),
      decryptOfMany: await compare(decrypt, IN_USE_MANY),
    }
    return { fewKeys, manyKeys, ratios, startMs: await measureStarts(few.server, many.server) }
  } finally {
    await few.server.stop()
    await many.server.stop()
  }
}

interface Filled {
  server: OwnServer
  keyIds: readonly string[]
}

async function startFilled(keys: number): Promise<Filled> {
  const { dataDirectory, rootKey, keyIds } = await fillFolder(keys)
  const variables = { KEYWRIGHT_ROOT_KEY: rootKey, KEYWRIGHT_LOG_LEVEL: "error" }
  return { server: await startServer({ dataDirectory, variables }), keyIds }
}

/** From a kill to the first answer, which is a start. */
async function measureStarts(few: OwnServer, many: OwnServer): Promise<StoreSize["startMs"]> {
  const startMs = { few: [] as number[], many: [] as number[] }
  for (let round = 0; round < STARTS; round++) {
    for (const [name, server] of [
      ["few", few],
      ["many", many],
    ] as const) {
      const beginMs = performance.now()
      await server.target.process.crash()
      startMs[name].push(performance.now() - beginMs)
    }
  }
  return { ...startMs, ratio: ratioOf(startMs.many, startMs.few, "median") }
}

/** So many of them, from all over the row. */
function spread(keyIds: readonly string[], count: number): string[] {
  const step = keyIds.length / Math.min(count, keyIds.length)
  return Array.from(
    { length: Math.min(count, keyIds.length) },
    (_, i) => keyIds[Math.floor(i * step)] as string,
  )
}
