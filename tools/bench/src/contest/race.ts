/** A race: everybody makes one sample, then everybody the next, so that a busy moment of the machine strikes all of them. */
import type { Maker } from "../makers/maker.ts"

export interface Racer {
  maker: Maker
  /** Samples to take: at most `rounds` of the race; fewer are spread over it. */
  samples: number
  /** Key pairs made in one sample. */
  keysPerSample: number
}

/** The milliseconds of one key pair, for each racer's samples. */
export async function race(racers: readonly Racer[], rounds: number): Promise<number[][]> {
  const times: number[][] = racers.map(() => [])
  for (let round = 0; round < rounds; round++) {
    for (const [index, racer] of racers.entries()) {
      if (takesPart(racer, round, rounds)) times[index]?.push(await sampleMs(racer))
    }
  }
  return times
}

/** Whether another sample is due: `samples` of `rounds`, at even distances. */
function takesPart({ samples }: Racer, round: number, rounds: number): boolean {
  const due = (end: number) => Math.ceil((samples * end) / rounds)
  return due(round + 1) > due(round)
}

async function sampleMs({ maker, keysPerSample }: Racer): Promise<number> {
  const startedMs = performance.now()
  for (let made = 0; made < keysPerSample; made++) {
    const answer = maker.make()
    if (answer instanceof Promise) await answer
  }
  return (performance.now() - startedMs) / keysPerSample
}

const SAMPLE_MS = 1
const KEYS_MAX = 1_024

/** How many key pairs take a millisecond: a clock's grain and a sample's own cost do not show in that. */
export async function keysForOneSample(maker: Maker): Promise<number> {
  for (let keys = 1; keys < KEYS_MAX; keys *= 2) {
    const tries: number[] = []
    // The least of three: a busy machine makes a sample long, never short.
    for (let i = 0; i < 3; i++) {
      tries.push(await sampleMs({ maker, samples: 1, keysPerSample: keys }))
    }
    if (Math.min(...tries) * keys >= SAMPLE_MS) return keys
  }
  return KEYS_MAX
}
