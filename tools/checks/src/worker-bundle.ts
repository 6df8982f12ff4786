/** The service runs on Workers: its bundle for workerd has no other runtime's module in it, and is small enough. */
import { gzipSync } from "node:zlib"
import { build, type Plugin } from "esbuild"
import { blanked } from "./source-text.ts"
import type { Violation } from "./tree.ts"

const RULE = "worker-bundle"

/** A third of what the plan without charge allows (Cloudflare, "Workers limits", 2026). The WebAssembly counts too. */
const GZIPPED_BYTES_MAX = 1_000_000

/** What Workers themselves have. */
const OWN_MODULE = "cloudflare:workers"

/** Less than the service is: then the entry has lost its imports. */
const BYTES_LEAST = 50_000

const RUNTIME_GLOBAL = /(?<![\w.$])(?:Deno\s*\.|Bun\s*\.|process\s*\.|Buffer\b|require\s*\()/

export interface WorkerBundle {
  violations: Violation[]
  /** The script and the module, after gzip. */
  gzippedBytes: number
}

/** Bundles an entry as wrangler does, and looks for what only some runtimes have. */
export async function checkWorkerBundle(entry: string): Promise<WorkerBundle> {
  const runtimeModules = new Set<string>()
  const { outputFiles } = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    outdir: "worker",
    format: "esm",
    platform: "browser",
    target: "es2024",
    conditions: ["workerd", "worker", "browser"],
    loader: { ".wasm": "copy" },
    plugins: [collect(runtimeModules)],
    logLevel: "silent",
  })
  const script = outputFiles.find(({ path }) => path.endsWith(".js"))?.text ?? ""
  const global = RUNTIME_GLOBAL.exec(blanked(script, { strings: true }))?.[0]
  const gzippedBytes = outputFiles.reduce((sum, { contents }) => sum + gzipSync(contents).length, 0)
  const found = [
    ...[...runtimeModules].map((name) => `reaches the runtime module ${name}`),
    ...(global === undefined ? [] : [`uses "${global.trim()}", which Workers do not have`]),
    ...(script.length < BYTES_LEAST ? [`has ${script.length} bytes: is the service in it?`] : []),
    ...(gzippedBytes > GZIPPED_BYTES_MAX ? [`takes ${gzippedBytes} bytes after gzip`] : []),
  ]
  return {
    violations: found.map((message) => ({ path: entry, rule: RULE, message })),
    gzippedBytes,
  }
}

/** Takes note of runtime modules and leaves them outside, so that one bundle shows all of them. */
function collect(seen: Set<string>): Plugin {
  return {
    name: "collect-runtime-modules",
    setup({ onResolve }) {
      onResolve(
        { filter: /^(?:node|bun|cloudflare|deno):|^(?:fs|path|os|crypto|worker_threads)$/ },
        ({ path }) => {
          if (path !== OWN_MODULE) seen.add(path)
          return { path, external: true }
        },
      )
    },
  }
}
