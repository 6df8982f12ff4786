/** No two files need each other: a cycle has no first file to read. */
import { importsOf } from "./imports.ts"
import { sourceFiles } from "./layers.ts"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "cycles"

const ARROWS_LEAST = 100

/** Import cycles among source files, types included. One violation for each file that closes a cycle. */
export function checkCycles(tree: Tree): Violation[] {
  const arrows = new Map(sourceFiles(tree).map((path) => [path, targetsOf(tree, path)]))
  const count = [...arrows.values()].reduce((sum, targets) => sum + targets.length, 0)
  const done = new Set<string>()
  const found: Violation[] = []
  for (const start of arrows.keys()) walk(start, [])
  return [...found, ...sawEnough(RULE, "arrows between files", count, ARROWS_LEAST)]

  function walk(path: string, trail: readonly string[]): void {
    const seenAt = trail.indexOf(path)
    if (seenAt !== -1) {
      const cycle = [...trail.slice(seenAt), path].join(" -> ")
      found.push({ path, rule: RULE, message: `imports itself: ${cycle}` })
    }
    if (seenAt !== -1 || done.has(path)) return
    for (const target of arrows.get(path) ?? []) walk(target, [...trail, path])
    done.add(path)
  }
}

function targetsOf(tree: Tree, path: string): string[] {
  return importsOf(tree, path).flatMap(({ target }) => target ?? [])
}
