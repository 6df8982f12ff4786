/** Keys out of keys: the KDF in counter mode of SP 800-108r1, section 4.1, with HMAC-SHA-256 and a 32-bit counter. */
import { uint32Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import { encodeUtf8 } from "../bytes/utf8.ts"
import { wipe } from "../bytes/wipe.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"

const blockBytes = 32

export interface Derivation {
  /** What the derived key is for. */
  label: string
  /** What it is bound to. */
  context: Uint8Array
  /** Bytes to derive. */
  length: number
}

/** Derives bytes for one purpose. The caller wipes them. */
export function deriveBytes(
  symmetric: Symmetric,
  parent: HmacKey,
  { label, context, length }: Derivation,
): Promise<Uint8Array> {
  const separator = Uint8Array.of(0)
  const fixedInput = concatBytes(encodeUtf8(label), separator, context, uint32Bytes(8 * length))
  return counterMode(symmetric, parent, { fixedInput, length })
}

/** The construction itself: K(1) || K(2) || … cut to `length`, K(i) = HMAC(key, u32(i) || fixedInput). */
export async function counterMode(
  symmetric: Symmetric,
  key: HmacKey,
  { fixedInput, length }: { fixedInput: Uint8Array; length: number },
): Promise<Uint8Array> {
  const output = new Uint8Array(length)
  for (let at = 0, i = 1; at < length; at += blockBytes, i++) {
    const block = await symmetric.hmacSha256(key, concatBytes(uint32Bytes(i), fixedInput))
    output.set(block.subarray(0, length - at), at)
    wipe(block)
  }
  return output
}
