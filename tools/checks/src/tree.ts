/** The repository as the checks see it: paths from the root, and the text of what is text. */
import { readdirSync, readFileSync, statSync } from "node:fs"
import { extname, join } from "node:path"

/** Path from the repository's root, with "/" -> the file's text ("" for what is not text). */
export type Tree = ReadonlyMap<string, string>

/** What a check has found: where, which rule, and what to do about it. */
export interface Violation {
  path: string
  rule: string
  message: string
}

/** A check looks at a tree and answers with what is wrong. It never throws for the tree's sake. */
export type Check = (tree: Tree) => Violation[]

/** Folders that are made by tools, not written by people (.gitignore says the same). */
const MADE = new Set([
  ".git",
  ".keywright",
  ".turbo",
  ".vite",
  ".wrangler",
  "build",
  "dist",
  "node_modules",
])

const TEXT = new Set([".js", ".json", ".jsonc", ".md", ".mjs", ".ts", ".yaml", ""])

/** A larger file is data. */
const TEXT_BYTES_MAX = 1_000_000

/** The repository that this package lies in. */
export const repositoryRoot: string = join(import.meta.dirname, "../../..")

/** Reads the working tree under `root`, without what tools have made. */
export function readTree(root: string): Tree {
  const tree = new Map<string, string>()
  const folders = [""]
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory() && !MADE.has(entry.name)) folders.push(path)
      if (entry.isFile()) tree.set(path, textOf(root, path))
    }
  }
  return tree
}

/** The same tree with one file put in its place: how a test plants a violation. */
export function withFile(tree: Tree, path: string, text: string): Tree {
  return new Map([...tree, [path, text]])
}

/** A violation of its own when a check has seen fewer things than the project has: its eyes are shut. */
export function sawEnough(rule: string, what: string, seen: number, least: number): Violation[] {
  if (seen >= least) return []
  return [
    {
      path: ".",
      rule,
      message: `looked at ${seen} ${what}, and there are ${least} or more: is the check blind?`,
    },
  ]
}

function textOf(root: string, path: string): string {
  if (!TEXT.has(extname(path)) || path.startsWith("vectors/")) return ""
  const file = join(root, path)
  return statSync(file).size > TEXT_BYTES_MAX ? "" : readFileSync(file, "utf8")
}
