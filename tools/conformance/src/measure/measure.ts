/**
 * Measures speed and memory, prints a table, and writes the figures as JSON: `pnpm --filter @keywright/conformance measure`.
 * With a path it writes there: `… measure ../../docs/benchmarks/2026-11-24.json`. It reports; nothing fails on time.
 */
import { writeFileSync } from "node:fs"
import { commit, type Machine, machine } from "@keywright/bench/machine"
import { startServer } from "../own-server.ts"
import { type KeyPairTimes, measureKeyPairs } from "./key-pairs.ts"
import { type Latency, measureLatency } from "./latency.ts"
import { type Memory, measureMemory } from "./memory.ts"
import { measureThroughput, type Throughput } from "./throughput.ts"

export interface Figures {
  measuredAt: string
  commit: string
  machine: Machine
  keyPairs: KeyPairTimes
  latency: Latency
  throughput: Throughput
  memory: Memory
}

const figures = await measure()
const json = `${JSON.stringify(figures, null, 2)}\n`
const path = process.argv[2]
if (path !== undefined) writeFileSync(path, json)
console.log(table(figures))
if (path === undefined) console.log(json)

async function measure(): Promise<Figures> {
  const server = await startServer()
  try {
    const memory = await measureMemory(server, 20_000)
    const throughput = await measureThroughput(server.target, {
      connections: 16,
      rounds: 4,
      runSeconds: 5,
    })
    const latency = await measureLatency(server.target, {
      durationMs: 30_000,
      pairClients: 4,
      pauseMs: 5,
    })
    const keyPairs = await measureKeyPairs(100)
    return {
      measuredAt: new Date().toISOString(),
      commit: commit(),
      machine: machine(),
      keyPairs,
      latency,
      throughput,
      memory,
    }
  } catch (error) {
    console.error(server.target.process.output())
    throw error
  } finally {
    await server.stop()
  }
}

function table({ keyPairs, latency, throughput, memory }: Figures): string {
  const { oursMs, nodeCryptoMs } = keyPairs
  const { generateDataKeyPerSecond: generate, livezPerSecond: livez } = throughput
  const rows: [what: string, figure: string, goal: string][] = [
    ["RSA_2048, ours", `${oursMs.mean.toFixed(1)} ± ${oursMs.standardError.toFixed(1)} ms`, ""],
    [
      "RSA_2048, node:crypto",
      `${nodeCryptoMs.mean.toFixed(1)} ± ${nodeCryptoMs.standardError.toFixed(1)} ms`,
      "",
    ],
    ["ours / node:crypto", keyPairs.ratio.toFixed(2), "at most 1.40"],
    ["DescribeKey beside RSA_4096, p50", `${latency.describeKeyMs.p50.toFixed(1)} ms`, ""],
    [
      "DescribeKey beside RSA_4096, p99",
      `${latency.describeKeyMs.p99.toFixed(1)} ms`,
      "at most 20 ms",
    ],
    ["RSA_4096 pairs made meanwhile", String(latency.pairsMade), ""],
    ["/livez", `${livez.mean.toFixed(0)} ± ${livez.standardError.toFixed(0)} /s`, ""],
    [
      "GenerateDataKey, signed",
      `${generate.mean.toFixed(0)} ± ${generate.standardError.toFixed(0)} /s`,
      "",
    ],
    ["GenerateDataKey / livez", `${(throughput.share * 100).toFixed(1)} %`, "at least 40 %"],
    ["resident memory, idle", `${memory.idleMib.toFixed(0)} MiB`, "below 150"],
    [
      `resident memory, after ${memory.requests} requests`,
      `${memory.afterRequestsMib.toFixed(0)} MiB`,
      `below ${(memory.idleMib + 30).toFixed(0)}`,
    ],
  ]
  return [["what", "figure", "goal"], ["---", "---", "---"], ...rows]
    .map((cells) => `| ${cells.join(" | ")} |`)
    .join("\n")
}
