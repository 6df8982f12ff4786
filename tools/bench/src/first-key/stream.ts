/** Random bytes that are the same every time: two searches that read them do the same work. No bytes for real keys. */
import type { RandomSource } from "@keywright/core"

/** xorshift32 (Marsaglia 2003) from a seed other than 0. */
export function streamOf(seed: number): RandomSource {
  let state = seed
  return (length) => {
    const bytes = new Uint8Array(length)
    for (let i = 0; i < length; i++) {
      state ^= state << 13
      state ^= state >>> 17
      state ^= state << 5
      bytes[i] = state >>> 24
    }
    return bytes
  }
}
