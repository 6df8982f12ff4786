/** Hexadecimal literals for tests: throws where `decodeHex` gives nothing. */
import { decodeHex } from "../src/bytes/hex.ts"

export function hex(text: string): Uint8Array {
  const bytes = decodeHex(text)
  if (bytes === undefined) throw new Error(`no hexadecimal: ${text}`)
  return bytes
}
