/** Documents name what is there: every relative link, and every path in backticks. */
import { posix } from "node:path"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "documents"

const LINK = /\[[^\]]*\]\(([^)\s]+)\)/g
const IN_BACKTICKS = /`([^`\s]+)`/g

/** What a path of ours looks like: under one of the top folders, or a file by its ending. */
const TOP_FOLDER = /^(?:packages|apps|tools|docs|vectors|\.ci)\//
const FILE = /^[\w./-]+\.(?:ts|md|json|jsonc|yaml|js)$/

/** Made by tools or by the running server, so not in the tree. */
const MADE = /(?:^|\/)(?:build|dist|node_modules|\.keywright)(?:\/|$)/

/** A name to be filled in: `docs/decisions/NNNN-name.md`, `packages/*`. */
const PLACEHOLDER = /NNNN|[*<>{}…]/

const NAMES_LEAST = 60

/** Links and paths in the Markdown files that lead to nothing. */
export function checkDocuments(tree: Tree): Violation[] {
  const documents = [...tree.keys()].filter(
    (path) => path.endsWith(".md") && !path.startsWith("vectors/"),
  )
  const named = documents.flatMap((path) => [
    ...linksOf(tree, path).map((name) => ({
      path,
      name,
      stands: leadsSomewhere(tree, path, name),
    })),
    ...pathsOf(tree, path).map((name) => ({ path, name, stands: isNamed(tree, path, name) })),
  ])
  return [
    ...named
      .filter(({ stands }) => !stands)
      .map(({ path, name }) => ({
        path,
        rule: RULE,
        message: `names ${name}, which is not there`,
      })),
    ...sawEnough(RULE, "links and paths", named.length, NAMES_LEAST),
  ]
}

function linksOf(tree: Tree, path: string): string[] {
  return [...proseOf(tree, path).matchAll(LINK)]
    .map(([, target = ""]) => target.replace(/#.*$/, ""))
    .filter((target) => target !== "" && !/^[a-z]+:/.test(target))
}

function pathsOf(tree: Tree, path: string): string[] {
  return [...proseOf(tree, path).matchAll(IN_BACKTICKS)]
    .map(([, name = ""]) => name.replace(/[#:]\S*$/, ""))
    .filter((name) => TOP_FOLDER.test(name) || FILE.test(name))
    .filter((name) => !PLACEHOLDER.test(name) && !MADE.test(name))
}

/** What is printed in a code block is executed or is a picture; neither is a reference. */
function proseOf(tree: Tree, path: string): string {
  return (tree.get(path) ?? "").replace(/^```[\s\S]*?^```/gm, "")
}

function leadsSomewhere(tree: Tree, from: string, target: string): boolean {
  return isThere(tree, posix.join(posix.dirname(from), target))
}

/** From the root, from the document's folder, or as the end of one path: `pipeline.ts` is enough where it is clear. */
function isNamed(tree: Tree, from: string, name: string): boolean {
  return (
    isThere(tree, name) ||
    leadsSomewhere(tree, from, name) ||
    [...tree.keys()].some((path) => path.endsWith(`/${name}`))
  )
}

function isThere(tree: Tree, path: string): boolean {
  const clean = path.replace(/\/$/, "")
  return tree.has(clean) || [...tree.keys()].some((each) => each.startsWith(`${clean}/`))
}
