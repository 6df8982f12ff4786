import { describe, expect, test } from "vitest"
import { checkNames } from "../src/names.ts"
import { withFile } from "../src/tree.ts"
import { addedBy, tree } from "./planted.ts"

const SENTENCE = "/** Says what it is for. */\n"

test("The repository's names keep to the habits", () => {
  expect(checkNames(tree)).toEqual([])
})

describe("The names check catches", () => {
  const plants: [what: string, path: string, text: string, message: string][] = [
    ["a drawer", "packages/kms/src/utils/sort.ts", SENTENCE, 'is called "utils"'],
    ["a drawer in a longer name", "packages/kms/src/request-helper.ts", SENTENCE, '"helper"'],
    ["a name in another case", "packages/kms/src/findKey.ts", SENTENCE, "kebab-case"],
    [
      "a file that does not say what it is for",
      "packages/kms/src/x.ts",
      "export {}",
      "begins without",
    ],
    [
      "a file too long to hold in the head",
      "packages/kms/src/x.ts",
      SENTENCE + "export function f(): void {}\n".repeat(400),
      "has 402 lines",
    ],
  ]

  test.each(plants)("%s", (_what, path, text, message) => {
    const found = addedBy(checkNames, withFile(tree, path, text))
    expect(found.map((each) => each.path)).toEqual([path])
    expect(found[0]?.message).toContain(message)
  })
})

test("The names check lets a long table be", () => {
  const table = `${SENTENCE}export const rows = [\n${"  [1, 2],\n".repeat(900)}]\n`
  expect(addedBy(checkNames, withFile(tree, "packages/kms/src/rows.ts", table))).toEqual([])
})

test("The names check fails when it looked at nothing", () => {
  expect(checkNames(new Map())[0]?.message).toContain("looked at 0 files")
})
