/** Random bytes from the platform's generator. */
import type { RandomSource } from "./random-source.ts"

/** What one call of crypto.getRandomValues gives at most (Web Cryptography, section 10.1.1). */
const callBytesMax = 65536

/** `crypto.getRandomValues` for any length in bytes. */
export const systemRandom: RandomSource = (length) => {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += callBytesMax) {
    crypto.getRandomValues(bytes.subarray(at, at + callBytesMax))
  }
  return bytes
}
