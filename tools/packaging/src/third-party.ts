/** Packages of others, as they lie in this workspace: packed again, so that a test installs them without a network. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, realpathSync } from "node:fs"
import { dirname, join } from "node:path"
import type { Manifest, Tarball } from "./tarballs.ts"

/** A package that is packed when somebody asks for it. */
export interface ThirdParty {
  manifest: Manifest
  pack(): Tarball
}

/** The packages of these names, seen from a folder, and all that they need. Tarballs are made below `destination`. */
export function thirdParties(
  from: string,
  names: readonly string[],
  destination: string,
): ThirdParty[] {
  const folders = new Set<string>()
  const waiting = names.map((name) => ({ name, from }))
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    const folder = folderOf(next.name, next.from)
    if (folder === undefined || folders.has(folder)) continue
    folders.add(folder)
    const needed = Object.keys(manifestOf(folder).dependencies ?? {})
    waiting.push(...needed.map((name) => ({ name, from: folder })))
  }
  return [...folders].map((folder) => {
    const manifest = manifestOf(folder)
    return { manifest, pack: () => ({ manifest, file: packed(folder, destination) }) }
  })
}

/** Where a package lies that is needed by what lies in a folder: the nearest node_modules above that has it. */
function folderOf(name: string, from: string): string | undefined {
  for (let folder = realpathSync(from); dirname(folder) !== folder; folder = dirname(folder)) {
    const candidate = join(folder, "node_modules", name)
    if (existsSync(join(candidate, "package.json"))) return realpathSync(candidate)
  }
  return undefined
}

function manifestOf(folder: string): Manifest {
  return JSON.parse(readFileSync(join(folder, "package.json"), "utf8"))
}

/** A registry's tarballs have one folder, "package", and no links: pnpm links equal files of a package to each other. */
function packed(folder: string, destination: string): string {
  const file = join(mkdtempSync(join(destination, "third-party-")), "package.tgz")
  const rename = ["--transform", "s,^\\.,package,"]
  const plain = ["--hard-dereference", "--exclude=./node_modules", ...rename]
  execFileSync("tar", ["-czf", file, ...plain, "-C", folder, "."])
  return file
}
