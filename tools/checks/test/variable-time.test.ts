import { expect, test } from "vitest"
import { withFile } from "../src/tree.ts"
import { checkVariableTime } from "../src/variable-time.ts"
import { addedBy, spelled, tree } from "./planted.ts"

const PATH = "packages/bignum/assembly/modular/planted.ts"

test("SECURITY.md lists the functions that take a secret's time", () => {
  expect(checkVariableTime(tree)).toEqual([])
})

test("The variable-time check catches a function that SECURITY.md does not know", () => {
  const planted = withFile(tree, PATH, "export function divideVarTime(a: usize): void {}")
  expect(addedBy(checkVariableTime, planted).map(spelled)).toEqual([
    `${PATH} divideVarTime is not listed in SECURITY.md`,
  ])
})

test("The variable-time check catches a name in SECURITY.md that the code does not have", () => {
  const planted = withFile(tree, "SECURITY.md", `${tree.get("SECURITY.md")}\n- \`goneVarTime\`\n`)
  expect(addedBy(checkVariableTime, planted).map(spelled)).toEqual([
    "SECURITY.md lists goneVarTime, which is not in the code",
  ])
})

test("The variable-time check fails when it looked at nothing", () => {
  expect(checkVariableTime(new Map())[0]?.message).toContain("looked at 0 source files")
})
