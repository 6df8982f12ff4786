/** Runs a WebAssembly module and remembers every step it takes and every address it touches, as one number. */
import binaryen from "assemblyscript/binaryen"

/** What one run did: equal for two secrets when neither a branch nor an address depends on them. */
export interface Trace {
  readonly events: number
  readonly hash: string
}

interface TracedModule {
  readonly exports: WebAssembly.Exports
  /** Does something, and answers what the module went through meanwhile. */
  trace(deed: () => void): Trace
}

/**
 * Instruments the very module that ships: Binaryen's log-execution calls out at each function, loop, arm and return, and
 * instrument-memory at each load and store with its address. Neither sees a `select` nor how long an instruction takes.
 */
export function traced(wasm: Uint8Array): TracedModule {
  const module = binaryen.readBinary(wasm)
  const { SIMD128, BulkMemory, MutableGlobals, SignExt, NontrappingFPToInt } = binaryen.Features
  module.setFeatures(SIMD128 | BulkMemory | MutableGlobals | SignExt | NontrappingFPToInt)
  module.runPasses(["log-execution", "instrument-memory"])
  const instrumented = new WebAssembly.Module(module.emitBinary() as Uint8Array<ArrayBuffer>)
  module.dispose()

  let events = 0
  let low = 0
  let high = 0
  function fold(place: number, value: number): void {
    events++
    low = Math.imul(low ^ place, 0x01000193) ^ value
    high = (Math.imul(high ^ value, 0x85ebca6b) + place) | 0
    high ^= high >>> 13
  }
  const touch = (place: number, _bytes: number, _offset: number, address: number): number => {
    fold(place, address)
    return address
  }
  const same = <Value>(_place: number, value: Value): Value => value
  const hooks: Record<string, WebAssembly.ImportValue> = {
    log_execution: (place: number) => fold(place, 0),
    load_ptr: touch,
    store_ptr: touch,
    memory_grow_pre: same,
    memory_grow_post: same,
  }
  for (const type of ["i32", "i64", "f32", "f64"]) {
    hooks[`load_val_${type}`] = same
    hooks[`store_val_${type}`] = same
  }
  const { exports } = new WebAssembly.Instance(instrumented, { env: hooks })
  return {
    exports,
    trace(deed) {
      events = 0
      low = 0
      high = 0
      deed()
      return { events, hash: `${low >>> 0}.${high >>> 0}` }
    },
  }
}

/** A module in text form as bytes. */
export function assembled(text: string): Uint8Array {
  const module = binaryen.parseText(text)
  const bytes = module.emitBinary()
  module.dispose()
  return bytes
}
