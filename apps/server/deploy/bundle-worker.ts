/**
 * Bundles the Worker for `workerd serve`: what wrangler would upload, and a list of it for workerd.capnp.
 *
 *     node apps/server/deploy/bundle-worker.ts FOLDER
 */
import { execFileSync } from "node:child_process"
import { copyFileSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { join, resolve } from "node:path"
import process from "node:process"

const SERVER = join(import.meta.dirname, "..")
const CONFIGURATION = "workerd.capnp"

/** Which member of workerd's Module a file is, by its ending. What else wrangler writes is for people. */
const KINDS: Readonly<Record<string, string>> = { js: "esModule", wasm: "wasm" }

const [, , folder] = process.argv
if (folder === undefined) throw new Error("say which folder the bundle is written into")
bundle(resolve(folder))

function bundle(destination: string): void {
  const worker = join(destination, "worker")
  execFileSync("wrangler", ["deploy", "--dry-run", "--outdir", worker], {
    cwd: SERVER,
    env: {
      ...process.env,
      PATH: `${join(SERVER, "node_modules/.bin")}:${process.env.PATH}`,
      WRANGLER_SEND_METRICS: "false",
    },
    stdio: ["ignore", "ignore", "inherit"],
  })
  // Where workerd.capnp keeps the objects: workerd does not make the folder.
  mkdirSync(join(destination, "objects"), { recursive: true, mode: 0o700 })
  copyFileSync(join(import.meta.dirname, CONFIGURATION), join(destination, CONFIGURATION))
  writeFileSync(join(worker, "bundle.capnp"), listOf(readdirSync(worker)))
}

/** The main module comes first; workerd looks for it there. */
function listOf(files: readonly string[]): string {
  const modules = files.flatMap((name) => {
    const kind = KINDS[/\.(\w+)$/.exec(name)?.[1] ?? ""]
    return kind === undefined ? [] : [{ name, kind }]
  })
  modules.sort((one, other) => Number(other.kind === KINDS.js) - Number(one.kind === KINDS.js))
  const rows = modules.map(({ name, kind }) => `  (name = "${name}", ${kind} = embed "${name}"),\n`)
  return `# Written by bundle-worker.ts.
@0xb5a0c0f1d2e3a495;
using Workerd = import "/workerd/workerd.capnp";
const modules :List(Workerd.Worker.Module) = [
${rows.join("")}];
const compatibilityDate :Text = "${compatibilityDate()}";
`
}

function compatibilityDate(): string {
  const configuration = readFileSync(join(SERVER, "wrangler.jsonc"), "utf8")
  const date = /"compatibility_date": "([\d-]+)"/.exec(configuration)?.[1]
  if (date === undefined) throw new Error("wrangler.jsonc has no compatibility_date")
  return date
}
