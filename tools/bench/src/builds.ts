/** How large the builds of the core are: on the disk, on the wire, and in memory before anybody has asked for anything. */
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { gzipSync } from "node:zlib"
import type { BuildSize } from "./figures.ts"

/** The builds that ship, one module each. */
export const buildNames = ["portable", "fma"] as const

const GZIP_LEVEL = 9

export function measureBuild(name: (typeof buildNames)[number]): BuildSize {
  const script = import.meta.resolve(`@keywright/bignum/${name}`)
  const bytes = readFileSync(fileURLToPath(new URL(`${name}.wasm`, script)))
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  return {
    build: name,
    bytes: bytes.length,
    gzipBytes: gzipSync(bytes, { level: GZIP_LEVEL }).length,
    memoryBytes: (exports.memory as WebAssembly.Memory).buffer.byteLength,
  }
}
