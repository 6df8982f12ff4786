/** Plants code into a module: the shipped core with a leak in it, which the trace has to find. */
import {
  append,
  readSections,
  sectionIds,
  unsigned,
  WasmReader,
  writeSections,
} from "../scripts/constant-time/wasm-file.ts"

/** The module with `code` before the body of the exported function `name`. The code leaves the stack as it was. */
export function plant(file: Uint8Array, name: string, code: readonly number[]): Uint8Array {
  const index = indexOf(file, name)
  const sections = readSections(file).map(({ id, bytes }) => {
    if (id !== sectionIds.code) return { id, bytes }
    const reader = new WasmReader(bytes)
    const count = reader.unsigned()
    const out = unsigned(count)
    for (let i = 0; i < count; i++) {
      const body = reader.take(reader.unsigned())
      const changed = i === index ? before(body, code) : body
      append(out, unsigned(changed.length), changed)
    }
    return { id, bytes: Uint8Array.from(out) }
  })
  return writeSections(sections)
}

function before(body: Uint8Array, code: readonly number[]): Uint8Array {
  const reader = new WasmReader(body)
  for (let groups = reader.unsigned(); groups > 0; groups--) {
    reader.unsigned()
    reader.byte()
  }
  return Uint8Array.of(...body.subarray(0, reader.at), ...code, ...body.subarray(reader.at))
}

function indexOf(file: Uint8Array, wanted: string): number {
  const section = readSections(file).find(({ id }) => id === sectionIds.export)
  const reader = new WasmReader(section?.bytes ?? new Uint8Array(1))
  for (let left = reader.unsigned(); left > 0; left--) {
    const name = new TextDecoder().decode(reader.take(reader.unsigned()))
    const kind = reader.byte()
    const index = reader.unsigned()
    if (kind === 0 && name === wanted) return index
  }
  throw new Error(`no function ${wanted}`)
}
