/** How the server is started on each platform: the command, and nothing that differs after it. */
import { createRequire } from "node:module"
import { join } from "node:path"

const ENTRIES = join(import.meta.dirname, "../../../apps/server/src/entry")

const entry = (name: string): string => join(ENTRIES, `${name}.ts`)

/** A file of a package that is installed at the workspace's root. */
const inPackage = (name: string, file: string): string =>
  join(createRequire(import.meta.url).resolve(`${name}/package.json`), "..", file)

/** The runtimes themselves, not their shims: `.bin/deno` is a script that does not pass signals on. */
const COMMANDS = {
  Node: () => [process.execPath, entry("node")],
  Deno: () => [inPackage("deno", "deno"), "run", "-A", entry("deno")],
  Bun: () => [inPackage("bun", "bin/bun.exe"), entry("bun")],
  Workers: () => [process.execPath, entry("workers-local")],
} satisfies Record<string, () => [string, ...string[]]>

export type Platform = keyof typeof COMMANDS

/** The program and its arguments. */
export function commandOf(platform: Platform): [program: string, ...args: string[]] {
  return COMMANDS[platform]() as [string, ...string[]]
}
