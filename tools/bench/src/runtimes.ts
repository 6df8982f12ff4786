/** The runtimes that a contest runs in, each in a process of its own. */
import { execFile } from "node:child_process"
import { existsSync } from "node:fs"
import { join } from "node:path"
import { promisify } from "node:util"

export type RuntimeName = "node" | "deno" | "bun"

export const runtimeNames: readonly RuntimeName[] = ["node", "deno", "bun"]

const modules = join(import.meta.dirname, "../node_modules")

/** What to start, and what it wants to hear before the script's name. */
const commands: Readonly<Record<RuntimeName, { file: string; flags: readonly string[] }>> = {
  node: { file: process.execPath, flags: [] },
  deno: { file: join(modules, "deno/deno"), flags: ["run", "--allow-all"] },
  bun: { file: join(modules, "bun/bin/bun.exe"), flags: [] },
}

/** A figure is one line of JSON; a slow machine gets an hour. */
const OUTPUT_BYTES_MAX = 16 << 20
const TIMEOUT_MS = 3_600_000

/** Runs a script of this folder with one argument as JSON, and reads the JSON of its last line. Throws with its complaint. */
export async function runIn<Answer>(
  runtime: RuntimeName,
  script: string,
  argument: object,
): Promise<Answer> {
  const { file, flags } = commands[runtime]
  if (!existsSync(file)) throw new Error(`${runtime} is not installed: no ${file}`)
  const path = join(import.meta.dirname, script)
  const { stdout } = await promisify(execFile)(file, [...flags, path, JSON.stringify(argument)], {
    maxBuffer: OUTPUT_BYTES_MAX,
    timeout: TIMEOUT_MS,
  })
  return JSON.parse(stdout.trimEnd().split("\n").at(-1) ?? "") as Answer
}
