/**
 * The numbers among which FIPS 186-5 appendix B.9 finds a prime, Y + t D for t = 0, 1, 2 .., and the sieve that says which of
 * them have no small factor. Y and D are secret; the core keeps neither between two calls.
 */
import { BrokenSourceError } from "./broken-source.ts"
import { type NumberCore, readBytes, writeBytes } from "./wire.ts"

/** assembly/primes/progression.ts: the answers. */
const pastEnd = 0
const noProgression = 2

export interface Progression {
  /** Y, as long as a prime. */
  readonly start: Uint8Array
  /** D = 2 r1 r2, one byte longer than both auxiliary primes. */
  readonly step: Uint8Array
}

/**
 * The progression of numbers that are 1 modulo 2 r1 and -1 modulo r2, from X on: B.9, steps 1, 2 and 4. Nothing when it begins at
 * 2^bits or above (step 6). The caller wipes it.
 *
 * @throws BrokenSourceError when r1 and r2 are one (step 1)
 */
export function startProgression(
  core: NumberCore,
  { start, r1, r2 }: { start: Uint8Array; r1: Uint8Array; r2: Uint8Array },
): Progression | undefined {
  try {
    writeBytes(core, core.START.value, start)
    writeBytes(core, core.AUXILIARY.value, r1)
    writeBytes(core, core.AUXILIARY.value + core.AUXILIARY_SIZE.value, r2)
    const answer = core.startProgression(8 * start.length, r1.length)
    if (answer === noProgression) throw new BrokenSourceError("two auxiliary primes are one")
    if (answer === pastEnd) return undefined
    return {
      start: readBytes(core, core.START.value, start.length),
      step: readBytes(core, core.STEP.value, 2 * r1.length + 1),
    }
  } finally {
    core.wipeSearch()
  }
}

/** The numbers for each of these t in turn, up to the first that is 2^bits or more. The caller wipes them. */
export function numbersOf(
  core: NumberCore,
  progression: Progression,
  indices: Iterable<number>,
): Uint8Array[] {
  const numbers: Uint8Array[] = []
  try {
    for (const index of indices) {
      writeProgression(core, progression)
      const { start } = progression
      const answer = core.stepProgression(8 * start.length, auxiliaryBytes(progression), index)
      if (answer === pastEnd) break
      numbers.push(readBytes(core, core.START.value, start.length))
    }
    return numbers
  } finally {
    core.wipeSearch()
  }
}

/**
 * The t from `first` on, `size` of them at most, for which Y + t D has no small factor and is not 1 modulo 65537 (B.9, step 7), in
 * ascending order. The caller wipes them.
 */
export function sieveWindow(
  core: NumberCore,
  progression: Progression,
  { first, size }: { first: number; size: number },
): Uint32Array {
  try {
    writeProgression(core, progression)
    const bits = 8 * progression.start.length
    const count = core.sieveProgression(bits, auxiliaryBytes(progression), first, size)
    const offsets = new Uint16Array(core.memory.buffer, core.SURVIVORS.value, count)
    return Uint32Array.from(offsets, (offset) => first + offset)
  } finally {
    core.wipeSearch()
  }
}

function writeProgression(core: NumberCore, { start, step }: Progression): void {
  writeBytes(core, core.START.value, start)
  writeBytes(core, core.STEP.value, step)
}

function auxiliaryBytes({ step }: Progression): number {
  return (step.length - 1) / 2
}
