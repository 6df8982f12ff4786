import { describe, expect, test } from "vitest"
import { checkDocuments } from "../src/documents.ts"
import { withFile } from "../src/tree.ts"
import { addedBy, spelled, tree } from "./planted.ts"

test("Every link and every path in the documents leads somewhere", () => {
  expect(checkDocuments(tree).map(spelled)).toEqual([])
})

describe("The documents check catches", () => {
  const plants: [what: string, text: string, name: string][] = [
    ["a broken link", "See [the door](packages/kms/src/door.ts).", "packages/kms/src/door.ts"],
    ["a path that is gone", "Open `packages/kms/src/door.ts`.", "packages/kms/src/door.ts"],
    ["a folder that is gone", "Look into `tools/forge`.", "tools/forge"],
    ["a file that no folder has", "Open `front-door.ts`.", "front-door.ts"],
  ]

  test.each(plants)("%s", (_what, text, name) => {
    const path = "docs/planted.md"
    const found = addedBy(checkDocuments, withFile(tree, path, text))
    expect(found.map(spelled)).toEqual([`${path} names ${name}, which is not there`])
  })
})

test("The documents check lets code blocks, placeholders and what is made be", () => {
  const text =
    "`docs/decisions/NNNN-name.md` `packages/bignum/build/portable.wasm`\n```\n`gone.ts`\n```\n"
  expect(addedBy(checkDocuments, withFile(tree, "docs/planted.md", text))).toEqual([])
})

test("The documents check fails when it looked at nothing", () => {
  expect(checkDocuments(new Map())[0]?.message).toContain("looked at 0 links")
})
