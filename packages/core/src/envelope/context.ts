/** The one byte form of an encryption context: docs/formats/envelope.md, "Encryption context". */
import { uint16Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import { encodeUtf8 } from "../bytes/utf8.ts"
import { CoreError } from "../errors.ts"
import { withLength } from "./length-prefixed.ts"

/** Text pairs that are authenticated with a message and not stored in it. */
export type EncryptionContext = Readonly<Record<string, string>>

/** Limit of the encoded form, which keeps it within the 8192 bytes that AWS KMS allows a context as JSON. */
export const encryptionContextBytesMax = 8192

const empty: Uint8Array = new Uint8Array(2)

/**
 * Encodes a context: the pairs sorted by the UTF-8 bytes of their keys, every text behind its length. No context and an
 * empty one give the same two bytes.
 *
 * Throws `bytes/lone-surrogate` for text that is not well-formed Unicode, `context/not-text` for a value that is not a
 * string, and `context/too-long` for more than 8192 bytes.
 */
export function encodeEncryptionContext(context: EncryptionContext | undefined): Uint8Array {
  if (context === undefined) return empty.slice()
  const pairs = Object.entries(context).map(encodePair)
  pairs.sort((a, b) => compareBytes(a.key, b.key))
  let length = 2
  for (const { key, value } of pairs) length += 4 + key.length + value.length
  if (length > encryptionContextBytesMax) {
    throw new CoreError("context/too-long", { limit: encryptionContextBytesMax })
  }
  const parts = pairs.flatMap(({ key, value }) => [withLength(key), withLength(value)])
  return concatBytes(uint16Bytes(pairs.length), ...parts)
}

function encodePair([key, value]: [string, unknown]): { key: Uint8Array; value: Uint8Array } {
  if (typeof value !== "string") throw new CoreError("context/not-text")
  return { key: encodeUtf8(key), value: encodeUtf8(value) }
}

/** Unsigned bytes, the shorter of two equal beginnings first. */
function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const length = Math.min(a.length, b.length)
  for (let i = 0; i < length; i++) {
    const difference = (a[i] as number) - (b[i] as number)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
