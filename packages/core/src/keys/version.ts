/** Version numbers, the first field of most private key formats. */
import type { DerReader } from "../der/reader.ts"
import { type Element, integer, written } from "../der/writer.ts"
import { CoreError } from "../errors.ts"

const versions: readonly Element[] = [0, 1].map((version) =>
  written(integer(Uint8Array.of(version))),
)

/** 0 or 1. */
export function encodeVersion(version: 0 | 1): Element {
  return versions[version] as Element
}

/** Throws `keys/version` for any other version: its fields would mean something else. */
export function expectVersion(reader: DerReader, version: number): void {
  const { offset } = reader
  const magnitude = reader.integer()
  if (magnitude.length !== 1 || magnitude[0] !== version) {
    throw new CoreError("keys/version", { offset, expected: version })
  }
}
