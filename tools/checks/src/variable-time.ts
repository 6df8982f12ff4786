/** SECURITY.md lists every function whose time depends on a secret; the names in the code say the same. */
import { sourceFiles } from "./layers.ts"
import { blanked } from "./source-text.ts"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "variable-time"

const DEFINED = /\bfunction\s+(\w+VarTime)\b/g
const LISTED = /`(\w+VarTime)`/g

const FILES_LEAST = 40

/** Functions named `…VarTime` that the list does not know, and listed ones that are gone. */
export function checkVariableTime(tree: Tree): Violation[] {
  const sources = sourceFiles(tree)
  const defined = new Map(
    sources.flatMap((path) =>
      namesIn(blanked(tree.get(path) ?? "", { strings: true }), DEFINED).map(
        (name) => [name, path] as const,
      ),
    ),
  )
  const listed = new Set(namesIn(tree.get("SECURITY.md") ?? "", LISTED))
  const unlisted = [...defined].filter(([name]) => !listed.has(name))
  const gone = [...listed].filter((name) => !defined.has(name))
  return [
    ...unlisted.map(([name, path]) => ({
      path,
      rule: RULE,
      message: `${name} is not listed in SECURITY.md`,
    })),
    ...gone.map((name) => ({
      path: "SECURITY.md",
      rule: RULE,
      message: `lists ${name}, which is not in the code`,
    })),
    ...sawEnough(RULE, "source files", sources.length, FILES_LEAST),
  ]
}

function namesIn(text: string, pattern: RegExp): string[] {
  return [...text.matchAll(pattern)].map(([, name = ""]) => name)
}
