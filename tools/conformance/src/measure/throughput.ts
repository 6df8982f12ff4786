/** Requests per second: GenerateDataKey with its signature verified, as a share of what the same server does on /livez. */

import { type Summary, summarize } from "@keywright/bench/statistics"
import autocannon from "autocannon"
import { requestTo, signed } from "../raw-request.ts"
import { standOn, type Target } from "../target.ts"

export interface Throughput {
  generateDataKeyPerSecond: Summary
  livezPerSecond: Summary
  /** The first divided by the second, of the means. */
  share: number
}

export interface ThroughputOptions {
  connections: number
  /** Pairs of runs: one on /livez, one on GenerateDataKey. */
  rounds: number
  runSeconds: number
}

/** Runs A B A B. Each run on GenerateDataKey has a signature of its own, which outlives it by far. */
export async function measureThroughput(
  target: Target,
  options: ThroughputOptions,
): Promise<Throughput> {
  const { KeyId } = await standOn(target).newKey()
  const run = { connections: options.connections, duration: options.runSeconds }
  const livez: number[] = []
  const generate: number[] = []
  await autocannon({ ...run, duration: 1, ...(await generateDataKey(target, KeyId)) })
  for (let round = 0; round < options.rounds; round++) {
    livez.push(await perSecond({ ...run, url: `${target.url}/livez` }))
    generate.push(await perSecond({ ...run, ...(await generateDataKey(target, KeyId)) }))
  }
  const livezPerSecond = summarize(livez)
  const generateDataKeyPerSecond = summarize(generate)
  const share = generateDataKeyPerSecond.mean / livezPerSecond.mean
  return { generateDataKeyPerSecond, livezPerSecond, share }
}

/** A signed request for an AES_256 data key, as autocannon sends it. */
export async function generateDataKey(
  target: Target,
  KeyId: string,
): Promise<{ url: string; method: "POST"; headers: Record<string, string>; body: string }> {
  const body = JSON.stringify({ KeyId, KeySpec: "AES_256" })
  const request = await signed(target, requestTo("GenerateDataKey", body))
  const headers = request.headers as Record<string, string>
  return { url: `${target.url}/`, method: "POST", headers, body }
}

async function perSecond(options: Parameters<typeof autocannon>[0]): Promise<number> {
  const { requests, duration, errors, non2xx } = await autocannon(options)
  if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers other than 2xx`)
  return requests.total / duration
}
