/** What `wrangler deploy` would upload: its size after gzip, and the modules that it leaves for the platform to bring. */
import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { gzipSync } from "node:zlib"
import { sawEnough, type Violation } from "./tree.ts"

const RULE = "worker-deployment"

/** A third of what the plan without charge allows (Cloudflare, "Workers limits", 2026). */
const GZIPPED_BYTES_MAX = 1_000_000

/** The one build that every engine takes, as a file of the upload; and the platform's own module. */
const EXPECTED = /^\.\/[\w-]+-portable\.wasm$|^cloudflare:workers$/

/** The script and the WebAssembly. */
const FILES_LEAST = 2

export interface WorkerDeployment {
  violations: Violation[]
  /** What is uploaded, without source maps, after gzip. */
  gzippedBytes: number
  /** Specifiers of the modules that the upload imports. */
  imports: string[]
}

/** Has wrangler build the app in this folder as for a deployment, and looks at what comes out. */
export function checkWorkerDeployment(app: string): WorkerDeployment {
  const folder = mkdtempSync(join(tmpdir(), "keywright-deployment-"))
  try {
    execFileSync("node_modules/.bin/wrangler", ["deploy", "--dry-run", "--outdir", folder], {
      cwd: app,
      env: { ...process.env, WRANGLER_SEND_METRICS: "false" },
      stdio: ["ignore", "ignore", "pipe"],
    })
    const uploaded = readdirSync(folder).filter((name) => /\.(?:js|wasm)$/.test(name))
    return inspect(app, new Map(uploaded.map((name) => [name, readFileSync(join(folder, name))])))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** As `checkWorkerDeployment`, of files that are there. */
export function inspect(path: string, files: ReadonlyMap<string, Uint8Array>): WorkerDeployment {
  const scripts = [...files].filter(([name]) => name.endsWith(".js"))
  const imports = scripts.flatMap(([, bytes]) => importsOf(new TextDecoder().decode(bytes)))
  const gzippedBytes = [...files.values()].reduce((sum, each) => sum + gzipSync(each).length, 0)
  const found = [
    ...imports.filter((name) => !EXPECTED.test(name)).map((name) => `imports ${name}`),
    ...(gzippedBytes > GZIPPED_BYTES_MAX ? [`takes ${gzippedBytes} bytes after gzip`] : []),
  ]
  return {
    violations: [
      ...found.map((message) => ({ path, rule: RULE, message })),
      ...sawEnough(RULE, "files", files.size, FILES_LEAST),
    ],
    gzippedBytes,
    imports: [...new Set(imports)],
  }
}

/** Of a bundled script: esbuild puts each static import on a line of its own, and quotes with quotation marks. */
function importsOf(script: string): string[] {
  const statements =
    /^\s*import\s(?:[^"\n]*\sfrom\s)?"([^"\n]+)"|\b(?:import|require)\("([^"\n]+)"\)/gm
  return [...script.matchAll(statements)].map(([, one, other]) => one ?? other ?? "")
}
