/** Random bytes from the platform's generator, drawn ahead: a draw of 32 bytes costs nearly as much as one of 1024. */
import type { RandomSource } from "./random-source.ts"

/** What one call of crypto.getRandomValues gives at most (Web Cryptography, section 10.1.1). */
const callBytesMax = 65536

/** How much is drawn ahead. Small, so that little of what is yet to be secret lies in memory (docs/decisions/0034). */
const poolBytes = 1024
/** Longer draws go to the platform by themselves. */
const pooledBytesMax = 128

const pool = new Uint8Array(poolBytes)
/** Every byte before it has been handed out and overwritten. The first draw fills: importing this file draws nothing. */
let used = poolBytes

/**
 * Bytes of `crypto.getRandomValues`, for any length in bytes. Each byte of the generator is handed out once, and
 * overwritten where it lay.
 */
export const systemRandom: RandomSource = (length) => {
  const bytes = new Uint8Array(length)
  if (length <= pooledBytesMax) takeFromPool(bytes)
  else fillDirectly(bytes)
  return bytes
}

function takeFromPool(bytes: Uint8Array): void {
  if (used + bytes.length > poolBytes) {
    crypto.getRandomValues(pool)
    used = 0
  }
  const end = used + bytes.length
  bytes.set(pool.subarray(used, end))
  pool.fill(0, used, end)
  used = end
}

function fillDirectly(bytes: Uint8Array<ArrayBuffer>): void {
  for (let at = 0; at < bytes.length; at += callBytesMax) {
    crypto.getRandomValues(bytes.subarray(at, at + callBytesMax))
  }
}
