/** Random bytes from the platform's generator. */

/** What one call of crypto.getRandomValues gives at most (Web Cryptography, section 10.1.1). */
const callBytesMax = 65536

/** `length` random bytes. */
export function systemRandom(length: number): Uint8Array {
  const bytes = new Uint8Array(length)
  for (let at = 0; at < length; at += callBytesMax) {
    crypto.getRandomValues(bytes.subarray(at, at + callBytesMax))
  }
  return bytes
}
