/** Rounds of Miller-Rabin with random bases, as many at a time as the core has lanes. */
import { BrokenSourceError } from "./broken-source.ts"
import type { ByteSource } from "./doors.ts"
import {
  accepted,
  baseExtraBytes,
  baseRefused,
  drawExactly,
  lanesFor,
  type NumberCore,
  writeNumber,
} from "./wire.ts"

/** A base is refused with a chance of about 3 / value < 2^-25. So many calls in a row say that the source is broken. */
const refusedCallsMax = 16

export interface MillerRabinRequest {
  /** Odd, above decidedEnd, without leading zero bytes: big endian. */
  value: Uint8Array
  bits: number
  /** value - 1 is not divisible by 2^(twosMax + 1). */
  twosMax: number
  rounds: number
  bases: ByteSource
}

/** Whether `rounds` bases found no sign that the value is composite. */
export async function passesMillerRabin(
  core: NumberCore,
  { value, bits, twosMax, rounds, bases }: MillerRabinRequest,
): Promise<boolean> {
  let refusedCalls = 0
  for (let done = 0; done < rounds; ) {
    const lanes = Math.min(core.lanes, lanesFor(rounds - done))
    const answer = await oneCall(core, { value, bits, twosMax, bases, lanes })
    const before = done
    for (let lane = 0; lane < lanes && done < rounds; lane++) {
      if ((answer & (baseRefused << lane)) !== 0) continue
      if ((answer & (accepted << lane)) === 0) return false
      done++
    }
    if (done === before && ++refusedCalls === refusedCallsMax) {
      throw new BrokenSourceError("the source of bases gives no usable base")
    }
  }
  return true
}

/** One round in each lane. */
async function oneCall(
  core: NumberCore,
  { value, bits, twosMax, bases, lanes }: Omit<MillerRabinRequest, "rounds"> & { lanes: number },
): Promise<number> {
  const drawn: Uint8Array[] = []
  try {
    for (let lane = 0; lane < lanes; lane++) {
      drawn.push(await drawExactly(bases, value.length + baseExtraBytes))
    }
    drawn.forEach((base, index) => {
      writeNumber(core, { start: core.BASE_BYTES, index }, base)
    })
    writeNumber(core, { start: core.INPUT, index: 0 }, value)
    return core.millerRabin(bits, twosMax, lanes)
  } finally {
    core.wipe()
    for (const base of drawn) base.fill(0)
  }
}
