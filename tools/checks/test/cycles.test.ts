import { expect, test } from "vitest"
import { checkCycles } from "../src/cycles.ts"
import { withFile } from "../src/tree.ts"
import { addedBy, tree } from "./planted.ts"

test("The repository has no import cycle", () => {
  expect(checkCycles(tree)).toEqual([])
})

test("The cycles check catches a planted cycle of three", () => {
  const planted = [
    ["a", "b"],
    ["b", "c"],
    ["c", "a"],
  ].reduce(
    (all, [from, to]) => withFile(all, `packages/kms/src/model/${from}.ts`, `import "./${to}.ts"`),
    tree,
  )
  const folder = "packages/kms/src/model"
  expect(addedBy(checkCycles, planted)).toEqual([
    {
      path: `${folder}/a.ts`,
      rule: "cycles",
      message: `imports itself: ${folder}/a.ts -> ${folder}/b.ts -> ${folder}/c.ts -> ${folder}/a.ts`,
    },
  ])
})

test("The cycles check fails when it looked at nothing", () => {
  expect(checkCycles(new Map())[0]?.message).toContain("looked at 0 arrows")
})
