/** The packages as JSR takes them: TypeScript as it is written, in a workspace of Deno's. */
import { type ExecFileException, execFile } from "node:child_process"
import { cpSync, mkdirSync, writeFileSync } from "node:fs"
import { createRequire } from "node:module"
import { dirname, join } from "node:path"
import process from "node:process"
import { publishedFolders, repositoryRoot } from "./tarballs.ts"

const deno = join(dirname(createRequire(import.meta.url).resolve("deno/package.json")), "deno")

const DENO_TIMEOUT_MS = 110_000

/** What Deno would look into, and not publish. */
const LEFT_OUT = /\/(?:node_modules|\.turbo|\.wrangler|test|assembly|examples)$/

/**
 * Writes the workspace into a folder. It is not the repository itself: a deno.json at the root would decide how Deno runs
 * everything else in it.
 */
export function writeJsrWorkspace(folder: string): void {
  for (const each of publishedFolders) {
    const filter = (path: string): boolean => !LEFT_OUT.test(path)
    mkdirSync(join(folder, each), { recursive: true })
    cpSync(join(repositoryRoot, each), join(folder, each), { recursive: true, filter })
  }
  cpSync(join(repositoryRoot, ".gitignore"), join(folder, ".gitignore"))
  writeFileSync(join(folder, "deno.json"), `${JSON.stringify({ workspace: publishedFolders })}\n`)
}

/** `deno publish --dry-run`: types, slow types and the rules of JSR, with npm packages from the registry. */
export async function publishDry(
  folder: string,
  registryUrl: string,
  flags: readonly string[] = [],
): Promise<{ accepted: boolean; said: string }> {
  const words = ["publish", "--dry-run", "--allow-dirty", ...flags]
  const { error, stdout, stderr } = await callDeno(folder, words, registryUrl)
  return { accepted: error === null, said: stdout + stderr }
}

/** Runs a script in the workspace, without permissions, and answers with what it prints. */
export async function runOnDeno(
  folder: string,
  script: { name: string; code: string },
  registryUrl: string,
): Promise<string> {
  writeFileSync(join(folder, script.name), script.code)
  const { error, stdout } = await callDeno(folder, ["run", script.name], registryUrl)
  if (error !== null) throw error
  return stdout
}

function callDeno(
  folder: string,
  words: readonly string[],
  registryUrl: string,
): Promise<{ error: ExecFileException | null; stdout: string; stderr: string }> {
  const own = { DENO_DIR: join(folder, "deno-cache"), NO_COLOR: "1" }
  const env = { ...process.env, ...own, NPM_CONFIG_REGISTRY: registryUrl }
  const options = { cwd: folder, env, timeout: DENO_TIMEOUT_MS, maxBuffer: 10_000_000 }
  return new Promise((resolve) => {
    execFile(deno, words, options, (error, stdout, stderr) => {
      resolve({ error, stdout, stderr })
    })
  })
}

// `node src/jsr.ts FOLDER` writes the workspace that `deno publish` is then run in.
if (import.meta.main) {
  const [, , folder] = process.argv
  if (folder === undefined) throw new Error("say which folder the workspace is written into")
  writeJsrWorkspace(folder)
}
