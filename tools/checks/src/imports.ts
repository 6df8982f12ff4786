/** What a source file imports, by reading its text: TypeScript and AssemblyScript alike. */
import { posix } from "node:path"
import { blanked } from "./source-text.ts"
import type { Tree } from "./tree.ts"

export interface Import {
  /** As written between the quotes. */
  specifier: string
  /** The path of the imported file for a relative import that leads to one; otherwise nothing. */
  target: string | undefined
}

const IMPORTS = [
  /\b(?:import|export)\b[^"'`;]*?\bfrom\s*(["'])([^"'\n]+)\1/g,
  /\bimport\s*(["'])([^"'\n]+)\1/g,
  /\bimport\s*\(\s*(["'])([^"'\n]+)\1/g,
]

/** AssemblyScript leaves the ending out, TypeScript here writes it. */
const ENDINGS = ["", ".ts", "/index.ts"]

/** The imports of one file, in no particular order. */
export function importsOf(tree: Tree, path: string): Import[] {
  const code = blanked(tree.get(path) ?? "", { strings: false })
  return IMPORTS.flatMap((pattern) => [...code.matchAll(pattern)]).map((match) => {
    const specifier = match[2] ?? ""
    return { specifier, target: resolve(tree, path, specifier) }
  })
}

/** The npm package of a specifier: "hono" of "hono/body-limit", "@keywright/core" of "@keywright/core". */
export function packageOf(specifier: string): string {
  return specifier
    .split("/")
    .slice(0, specifier.startsWith("@") ? 2 : 1)
    .join("/")
}

export function isRelative(specifier: string): boolean {
  return specifier.startsWith(".") || specifier.startsWith("/")
}

function resolve(tree: Tree, from: string, specifier: string): string | undefined {
  if (!isRelative(specifier)) return undefined
  const base = posix.join(posix.dirname(from), specifier.replace(/\?\w+$/, ""))
  return ENDINGS.map((ending) => base + ending).find((candidate) => tree.has(candidate))
}
