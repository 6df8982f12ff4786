/** The WebAssembly module asks nothing of its host: no import, so nothing to be given randomness, a clock or a console by. */
import type { Violation } from "./tree.ts"

const RULE = "wasm"

/** The doors of bignum, and its memory. */
const EXPORTS_LEAST = 5

/** What a module imports, and a module that offers hardly anything. */
export function checkWasm(name: string, module: WebAssembly.Module): Violation[] {
  const imports = WebAssembly.Module.imports(module)
  const exports = WebAssembly.Module.exports(module)
  const found = imports.map((each) => `imports ${each.module}.${each.name}`)
  if (exports.length < EXPORTS_LEAST) found.push(`exports ${exports.length} names: is it the core?`)
  if (!exports.some(({ kind }) => kind === "memory")) found.push("exports no memory")
  return found.map((message) => ({ path: name, rule: RULE, message }))
}
