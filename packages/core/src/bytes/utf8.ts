/** Text to UTF-8, without the silent repair of TextEncoder. */
import { CoreError } from "../errors.ts"

const encoder = new TextEncoder()

/**
 * The UTF-8 bytes of a text. Throws `bytes/lone-surrogate` for text that has no such bytes: TextEncoder would write
 * U+FFFD, and two different texts would become the same bytes.
 */
export function encodeUtf8(text: string): Uint8Array {
  if (!text.isWellFormed()) throw new CoreError("bytes/lone-surrogate")
  return encoder.encode(text)
}
