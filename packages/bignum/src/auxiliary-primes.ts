/**
 * Auxiliary primes: FIPS 186-5 appendix A.1.6, steps 4.1 and 4.2. They are secret, as they help to find the prime that they
 * lead to.
 */
import { BrokenSourceError } from "./broken-source.ts"
import type { ByteSource } from "./doors.ts"
import type { NumberCore } from "./wire.ts"
import { drawExactly, readBytes, writeBytes } from "./wire.ts"

/** assembly/modular/narrow.ts: rounds of one call, and what a base has more than its number. */
const roundsPerCall = 4
const narrowBaseExtraBytes = 2
/** assembly/primes/auxiliary.ts, the answers of testAuxiliary. */
const composite = 0
const basesRefused = 2

/**
 * A composite that passes with base 2 is one in 2^76; it fails with other bases, and the search goes on behind it. So many in
 * a row are no chance.
 */
const attemptsMax = 8

export interface AuxiliaryRequest {
  /** Bytes of the prime: 16 to 26. */
  length: number
  /** Rounds of Miller-Rabin, at most 44: four at a time, so that up to three more are done. */
  rounds: number
  candidates: ByteSource
  bases: ByteSource
}

/**
 * The first prime among the odd numbers from a random one of `length` bytes on, with its top bit set: one draw of the
 * candidates. The caller wipes it.
 *
 * @throws BrokenSourceError when there is none of that length, or the bases are useless
 */
export async function findAuxiliaryPrime(
  core: NumberCore,
  { length, rounds, candidates, bases }: AuxiliaryRequest,
): Promise<Uint8Array> {
  const number = await drawExactly(candidates, length)
  try {
    // 4.1: an odd number of exactly 8 length bits.
    number[0] = (number[0] as number) | 0x80
    number[length - 1] = (number[length - 1] as number) | 1
    // 4.2: successive odd numbers.
    for (let attempt = 0; attempt < attemptsMax; attempt++) {
      if (!nextProbablePrime(core, number)) break
      if (await passesRounds(core, { number, rounds, bases })) return number.slice()
      addTwo(number)
    }
    throw new BrokenSourceError(`no auxiliary prime of ${8 * length} bits`)
  } finally {
    number.fill(0)
  }
}

/** Makes a number the next one, from itself on, that passes Miller-Rabin with base 2. */
function nextProbablePrime(core: NumberCore, number: Uint8Array): boolean {
  try {
    writeBytes(core, core.START.value, number)
    if (core.findAuxiliary(number.length) === 0) return false
    number.set(readBytes(core, core.START.value, number.length))
    return true
  } finally {
    core.wipe()
    core.wipeSearch()
  }
}

async function passesRounds(
  core: NumberCore,
  { number, rounds, bases }: { number: Uint8Array; rounds: number; bases: ByteSource },
): Promise<boolean> {
  const calls = Math.ceil(rounds / roundsPerCall)
  const baseBytes = number.length + narrowBaseExtraBytes
  const drawn = await drawExactly(bases, calls * roundsPerCall * baseBytes)
  try {
    writeBytes(core, core.START.value, number)
    writeBytes(core, core.NARROW_BASES.value, drawn)
    const answer = core.testAuxiliary(number.length, calls)
    if (answer === basesRefused) {
      throw new BrokenSourceError("the source of bases gives no usable base")
    }
    return answer !== composite
  } finally {
    core.wipe()
    core.wipeSearch()
    drawn.fill(0)
  }
}

function addTwo(number: Uint8Array): void {
  let carry = 2
  for (let i = number.length - 1; i >= 0; i--) {
    carry += number[i] as number
    number[i] = carry & 0xff
    carry >>= 8
  }
}
