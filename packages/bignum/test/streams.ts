/** Byte streams for tests: from a seed that a failing test prints, and from the runtime's generator. */
import type { ByteSource } from "../src/doors.ts"
import { bytesOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"

/** The same seed gives the same stream. */
export function streamOf(seed: number): ByteSource {
  const numbers = randomNumbers(seed)
  return (length) => bytesOf(numbers.below(1n << BigInt(8 * length)), length)
}

export const random: ByteSource = (length) => crypto.getRandomValues(new Uint8Array(length))
