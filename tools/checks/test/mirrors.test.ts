import { expect, test } from "vitest"
import { checkMirrors } from "../src/mirrors.ts"
import { withFile } from "../src/tree.ts"
import { addedBy, tree } from "./planted.ts"

test("Every test of the repository has its source", () => {
  expect(checkMirrors(tree)).toEqual([])
})

test("The mirrors check catches a test whose source is gone", () => {
  const path = "packages/kms/test/model/gone.node.test.ts"
  expect(addedBy(checkMirrors, withFile(tree, path, ""))).toEqual([
    { path, rule: "mirrors", message: 'tests "model/gone", which is not there' },
  ])
})

test("The mirrors check fails when it looked at nothing", () => {
  expect(checkMirrors(new Map())[0]?.message).toContain("looked at 0 tests")
})
