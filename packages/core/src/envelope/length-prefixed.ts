/** Texts one after the other, each behind its length, so that no two lists become the same bytes. */
import { uint16Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import { encodeUtf8 } from "../bytes/utf8.ts"
import { CoreError } from "../errors.ts"

const lengthMax = 0xffff

/** u16 length || UTF-8, for each text. */
export function lengthPrefixed(texts: readonly string[]): Uint8Array {
  return concatBytes(...texts.map((text) => withLength(encodeUtf8(text))))
}

/** u16 length || bytes. */
export function withLength(bytes: Uint8Array): Uint8Array {
  if (bytes.length > lengthMax) {
    const details = { field: "text", got: bytes.length, expected: `at most ${lengthMax}` }
    throw new CoreError("envelope/length", details)
  }
  return concatBytes(uint16Bytes(bytes.length), bytes)
}
