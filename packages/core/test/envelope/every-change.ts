/** What every format at rest must stand: no changed byte, no missing byte and no added byte opens. */
import { expect } from "vitest"

export async function expectEveryChangeRefused(
  record: Uint8Array,
  open: (record: Uint8Array) => Promise<Uint8Array | undefined>,
): Promise<void> {
  const changed = Array.from(record, (byte, at) => {
    const other = record.slice()
    other[at] = byte ^ (1 << (at & 7))
    return other
  })
  const shortened = Array.from(record, (_, length) => record.slice(0, length))
  const lengthened = new Uint8Array([...record, 0])
  for (const other of [...changed, ...shortened, lengthened]) {
    expect(await open(other)).toBeUndefined()
  }
}
