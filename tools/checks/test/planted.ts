/** What the tests of the checks share: the tree as it is, and what a planted file adds to the violations. */
import { type Check, readTree, repositoryRoot, type Tree, type Violation } from "../src/tree.ts"

export const tree: Tree = readTree(repositoryRoot)

/** The violations of the planted tree that the tree as it is does not have; how much was seen is another test's matter. */
export function addedBy(check: Check, planted: Tree): Violation[] {
  const known = new Set(check(tree).map(spelled))
  return check(planted).filter(
    (violation) => violation.path !== "." && !known.has(spelled(violation)),
  )
}

/** A violation in one line. */
export function spelled({ path, message }: Violation): string {
  return `${path} ${message}`
}
