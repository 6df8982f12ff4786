/** A WebAssembly file as sections, and the numbers in it: just enough to change code and to append to lists. */

export interface Section {
  readonly id: number
  /** Where `bytes` begin in the file. */
  readonly offset: number
  readonly bytes: Uint8Array
}

/** Ids of the sections that the instrumenter touches (WebAssembly 2.0, section 5.5.2). */
export const sectionIds = {
  type: 1,
  import: 2,
  function: 3,
  global: 6,
  export: 7,
  code: 10,
} as const

/** The preamble: magic number and version. */
const preamble: readonly number[] = [0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]

export function readSections(file: Uint8Array): Section[] {
  if (preamble.some((byte, i) => file[i] !== byte)) throw new Error("not a WebAssembly module")
  const reader = new WasmReader(file, preamble.length)
  const sections: Section[] = []
  while (reader.at < file.length) {
    const id = reader.byte()
    const length = reader.unsigned()
    sections.push({ id, offset: reader.at, bytes: file.subarray(reader.at, reader.at + length) })
    reader.at += length
  }
  return sections
}

export function writeSections(sections: readonly Omit<Section, "offset">[]): Uint8Array {
  const out = [...preamble]
  for (const { id, bytes } of sections) append(out, [id, ...unsigned(bytes.length)], bytes)
  return Uint8Array.from(out)
}

/** Appends many bytes: a spread of a whole code section would overflow the stack. */
export function append(out: number[], ...parts: readonly ArrayLike<number>[]): void {
  for (const part of parts) for (let i = 0; i < part.length; i++) out.push(part[i] as number)
}

/** An unsigned number in LEB128. */
export function unsigned(value: number): number[] {
  const bytes: number[] = []
  let left = value
  while (left >= 0x80) {
    bytes.push((left % 0x80) | 0x80)
    left = Math.floor(left / 0x80)
  }
  return [...bytes, left]
}

/** A signed number in LEB128. */
export function signed(value: bigint): number[] {
  const bytes: number[] = []
  for (let left = value; ; left >>= 7n) {
    const low = Number(BigInt.asUintN(7, left))
    if (left >= -64n && left < 64n) return [...bytes, low]
    bytes.push(low | 0x80)
  }
}

/** A name or any other list of bytes, with its length before it. */
export function counted(bytes: ArrayLike<number>): number[] {
  return [...unsigned(bytes.length), ...Array.from(bytes)]
}

/** Reads on through bytes. */
export class WasmReader {
  at: number
  readonly #bytes: Uint8Array

  constructor(bytes: Uint8Array, at = 0) {
    this.#bytes = bytes
    this.at = at
  }

  byte(): number {
    const byte = this.#bytes[this.at++]
    if (byte === undefined) throw new Error(`the module ends at ${this.at - 1}`)
    return byte
  }

  unsigned(): number {
    let value = 0
    for (let factor = 1; ; factor *= 0x80) {
      const byte = this.byte()
      value += (byte & 0x7f) * factor
      if (byte < 0x80) return value
    }
  }

  /** Passes a number in LEB128, signed or not. */
  skipNumber(): void {
    while (this.byte() >= 0x80);
  }

  /** The next `count` bytes, where they are. */
  take(count: number): Uint8Array {
    this.at += count
    return this.#bytes.subarray(this.at - count, this.at)
  }

  get done(): boolean {
    return this.at >= this.#bytes.length
  }
}
