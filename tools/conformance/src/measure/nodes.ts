/** One node on a PostgreSQL beside two on the same one, and what the processors were spent on. */
import { type Ratio, ratioOf } from "@keywright/bench/statistics"
import { newDatabase, startPostgres } from "@keywright/postgres"
import { type OwnServer, startServer } from "../own-server.ts"
import { standOn } from "../target.ts"
import { decrypts, describeKeys, load, type Requests } from "./load.ts"
import { processorSeconds } from "./processor-time.ts"

export interface Nodes {
  describeKey: Scaling
  decrypt: Scaling
}

export interface Scaling {
  onePerSecond: number[]
  twoPerSecond: number[]
  ratio: Ratio
  /** Processor time per request, in milliseconds, by who used it: with one node, and with two. */
  one: Record<User, number>
  two: Record<User, number>
}

type User = "nodes" | "postgres" | "client"

export interface NodesOptions {
  rounds: number
  seconds: number
}

const CONNECTIONS = 16
const KEYS = 100

export async function measureNodes(options: NodesOptions): Promise<Nodes> {
  const database = await startPostgres({ durable: true })
  const servers: OwnServer[] = []
  try {
    const variables = {
      KEYWRIGHT_STORE: await newDatabase(database.url),
      KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 7).toString("base64"),
      KEYWRIGHT_LOG_LEVEL: "error",
    }
    for (let node = 0; node < 2; node++) servers.push(await startServer({ variables }))
    const [one, two] = servers as [OwnServer, OwnServer]
    const stand = standOn(one.target)
    const keyIds: string[] = []
    while (keyIds.length < KEYS) keyIds.push((await stand.newKey()).KeyId)
    const pids = {
      nodes: [one.pid(), two.pid()],
      postgres: [database.pid()],
      client: [process.pid],
    }
    const compare = async (make: typeof describeKeys): Promise<Scaling> => {
      const requests = [await make(one.target, keyIds), await make(two.target, keyIds)] as const
      return scaling({ one, two, pids, requests, options })
    }
    return { describeKey: await compare(describeKeys), decrypt: await compare(decrypts) }
  } finally {
    for (const server of servers) await server.stop()
    await database.stop()
  }
}

interface Comparison {
  one: OwnServer
  two: OwnServer
  pids: Record<User, number[]>
  requests: readonly [Requests, Requests]
  options: NodesOptions
}

/** One, two, one, two: the same number of connections in all. */
async function scaling({ one, two, pids, requests, options }: Comparison): Promise<Scaling> {
  const { rounds, seconds } = options
  const result = { onePerSecond: [] as number[], twoPerSecond: [] as number[] }
  const used = { one: emptyUse(), two: emptyUse() }
  const sent = { one: 0, two: 0 }
  const observe = async (name: "one" | "two", run: () => Promise<number>) => {
    const before = useOf(pids)
    const perSecond = await run()
    const after = useOf(pids)
    for (const user of USERS) used[name][user] += after[user] - before[user]
    sent[name] += perSecond * seconds
    result[`${name}PerSecond`].push(perSecond)
  }
  for (let round = 0; round < rounds; round++) {
    await observe("one", async () => {
      return (await load(one, requests[0], { connections: CONNECTIONS, seconds })).perSecond
    })
    await observe("two", async () => {
      const half = { connections: CONNECTIONS / 2, seconds }
      const both = await Promise.all([load(one, requests[0], half), load(two, requests[1], half)])
      return both[0].perSecond + both[1].perSecond
    })
  }
  const perRequest = (name: "one" | "two") =>
    Object.fromEntries(
      USERS.map((user) => [user, (used[name][user] * 1000) / sent[name]]),
    ) as Record<User, number>
  const ratio = ratioOf(result.twoPerSecond, result.onePerSecond, "median")
  return { ...result, ratio, one: perRequest("one"), two: perRequest("two") }
}

const USERS = ["nodes", "postgres", "client"] as const

const emptyUse = (): Record<User, number> => ({ nodes: 0, postgres: 0, client: 0 })

function useOf(pids: Record<User, number[]>): Record<User, number> {
  const use = emptyUse()
  for (const user of USERS) {
    for (const pid of pids[user]) {
      // The client is the parent of all the others, so its children are not its own.
      use[user] += user === "client" ? ownSeconds() : processorSeconds(pid)
    }
  }
  return use
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1_000_000
}
