/** How long DescribeKey takes while RSA_4096 pairs are being made. */
import { DescribeKeyCommand, GenerateDataKeyPairWithoutPlaintextCommand } from "@aws-sdk/client-kms"
import { type Summary, summarize } from "@keywright/bench/statistics"
import { type Stand, standOn, type Target } from "../target.ts"

export interface Latency {
  describeKeyMs: Summary
  /** RSA_4096 pairs that were finished meanwhile. */
  pairsMade: number
}

export interface LatencyOptions {
  durationMs: number
  /** Clients that ask for pairs without a pause. */
  pairClients: number
  /** Between two DescribeKeys. */
  pauseMs: number
}

/** Asks for a key's metadata again and again, while others ask for pairs. */
export async function measureLatency(target: Target, options: LatencyOptions): Promise<Latency> {
  const stand = standOn(target)
  const { KeyId } = await stand.newKey()
  await stand.kms.send(new DescribeKeyCommand({ KeyId }))
  const until = Date.now() + options.durationMs
  const making = Promise.all(
    Array.from({ length: options.pairClients }, () => makePairs(stand, KeyId, until)),
  )
  // A failure is thrown where it is awaited, not where nobody listens.
  making.catch(() => undefined)
  const times: number[] = []
  while (Date.now() < until) {
    const startedMs = performance.now()
    await stand.kms.send(new DescribeKeyCommand({ KeyId }))
    times.push(performance.now() - startedMs)
    await new Promise((resolve) => setTimeout(resolve, options.pauseMs))
  }
  const made = await making
  return {
    describeKeyMs: summarize(times),
    pairsMade: made.reduce((sum, count) => sum + count, 0),
  }
}

/** Counts the pairs that were finished in time. */
async function makePairs({ kms }: Stand, KeyId: string, until: number): Promise<number> {
  const command = { KeyId, KeyPairSpec: "RSA_4096" } as const
  for (let made = 0; ; made++) {
    await kms.send(new GenerateDataKeyPairWithoutPlaintextCommand(command))
    if (Date.now() >= until) return made
  }
}
