/** Version numbers, the first field of most private key formats. */
import type { DerReader } from "../der/reader.ts"
import { type Element, integer } from "../der/writer.ts"
import { CoreError } from "../errors.ts"

export function encodeVersion(version: number): Element {
  return integer(Uint8Array.of(version))
}

/** Throws `keys/version` for any other version: its fields would mean something else. */
export function expectVersion(reader: DerReader, version: number): void {
  const { offset } = reader
  const magnitude = reader.integer()
  if (magnitude.length !== 1 || magnitude[0] !== version) {
    throw new CoreError("keys/version", { offset, expected: version })
  }
}
