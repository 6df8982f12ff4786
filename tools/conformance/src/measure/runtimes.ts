/**
 * Measures the service on each runtime, as a share of what the same server does on /livez, prints a table, and writes JSON where
 * a path is given: `pnpm --filter @keywright/conformance measure:runtimes ../../docs/benchmarks/DATE-runtimes.json`. It reports;
 * nothing fails on time.
 */
import { writeFileSync } from "node:fs"
import { commit, machine } from "@keywright/bench/machine"
import { type Summary, summarize } from "@keywright/bench/statistics"
import autocannon from "autocannon"
import { type OwnServer, startServer } from "../own-server.ts"
import type { Platform } from "../platforms.ts"
import { standOn } from "../target.ts"
import { decrypts, type Requests } from "./load.ts"
import { processorSeconds } from "./processor-time.ts"
import { generateDataKey } from "./throughput.ts"

const RUNTIMES: readonly Platform[] = ["Node", "Deno", "Bun", "Workers"]
const WORK = ["livez", "generateDataKey", "decrypt"] as const
type Work = (typeof WORK)[number]

const CONNECTIONS = 16
const ROUNDS = 6
const SECONDS = 3

interface Figure {
  perSecond: Summary
  /** Of the server and the processes that it has started. */
  processorMsPerRequest: Summary
  /** Of /livez: requests per second, and the inverse of processor time. */
  share: { perSecond: number; processorTime: number }
}

const runtimes: Record<string, Record<Work, Figure>> = {}
for (const platform of RUNTIMES) runtimes[platform] = await measureRuntime(platform)
console.log(table())
const measured = { measuredAt: new Date().toISOString(), commit: commit(), machine: machine() }
const json = `${JSON.stringify({ ...measured, connections: CONNECTIONS, runtimes }, null, 2)}\n`
const [path] = process.argv.slice(2)
if (path === undefined) console.log(json)
else writeFileSync(path, json)

/** All kinds of work in turns, on one server; the first turn warms it up and is not counted. */
async function measureRuntime(platform: Platform): Promise<Record<Work, Figure>> {
  const server = await startServer({ platform, variables: { KEYWRIGHT_LOG_LEVEL: "error" } })
  try {
    const { target } = server
    const { KeyId } = await standOn(target).newKey()
    const seen: Record<Work, { perSecond: number[]; processorMs: number[] }> = {
      livez: { perSecond: [], processorMs: [] },
      generateDataKey: { perSecond: [], processorMs: [] },
      decrypt: { perSecond: [], processorMs: [] },
    }
    for (let round = 0; round <= ROUNDS; round++) {
      const requests = {
        livez: [{ method: "GET" as const, path: "/livez" }],
        generateDataKey: [await generateDataKey(target, KeyId)],
        decrypt: await decrypts(target, [KeyId]),
      }
      for (const work of WORK) {
        const { perSecond, processorMs } = await run(server, requests[work])
        if (round === 0) continue
        seen[work].perSecond.push(perSecond)
        seen[work].processorMs.push(processorMs)
      }
    }
    return figuresOf(seen)
  } finally {
    await server.stop()
  }
}

type AnyRequests = Requests | readonly { method: "GET" | "POST"; path?: string }[]

async function run(server: OwnServer, requests: AnyRequests) {
  const before = processorSeconds(server.pid())
  const url = `${server.target.url}/`
  const options = { url, connections: CONNECTIONS, duration: SECONDS, requests }
  const { requests: sent, duration, errors, non2xx } = await autocannon(options)
  if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers other than 2xx`)
  const processorMs = ((processorSeconds(server.pid()) - before) * 1000) / sent.total
  return { perSecond: sent.total / duration, processorMs }
}

function figuresOf(
  seen: Record<Work, { perSecond: number[]; processorMs: number[] }>,
): Record<Work, Figure> {
  const summaries = WORK.map((work) => ({
    work,
    perSecond: summarize(seen[work].perSecond),
    processorMsPerRequest: summarize(seen[work].processorMs),
  }))
  const [livez] = summaries
  const figures = summaries.map(({ work, perSecond, processorMsPerRequest }) => {
    const share = {
      perSecond: perSecond.mean / (livez?.perSecond.mean ?? 0),
      processorTime: (livez?.processorMsPerRequest.mean ?? 0) / processorMsPerRequest.mean,
    }
    return [work, { perSecond, processorMsPerRequest, share }]
  })
  return Object.fromEntries(figures)
}

function table(): string {
  const rows = Object.entries(runtimes).flatMap(([platform, figures]) =>
    WORK.map((work) => {
      const { perSecond, processorMsPerRequest: processor, share } = figures[work]
      const cells = [
        platform,
        work,
        `${perSecond.mean.toFixed(0)} ± ${perSecond.standardError.toFixed(0)}`,
        `${(share.perSecond * 100).toFixed(1)} %`,
        `${processor.mean.toFixed(3)} ms`,
        `${(share.processorTime * 100).toFixed(1)} %`,
      ]
      return `| ${cells.join(" | ")} |`
    }),
  )
  return `| runtime | work | per second | of livez | processor time | of livez |
| --- | --- | --- | --- | --- | --- |
${rows.join("\n")}
`
}
