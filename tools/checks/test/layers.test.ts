import { describe, expect, test } from "vitest"
import { checkLayers } from "../src/layers.ts"
import { withFile } from "../src/tree.ts"
import { addedBy, spelled, tree } from "./planted.ts"

test("The repository keeps to its layer table", () => {
  expect(checkLayers(tree)).toEqual([])
})

describe("The layers check catches", () => {
  const plants: [what: string, path: string, text: string, message: string][] = [
    [
      "a folder without a row",
      "packages/kms/src/misplaced/thing.ts",
      "export const thing = 1",
      "lies in no layer",
    ],
    [
      "a forbidden arrow",
      "packages/kms/src/model/planted.ts",
      'import type { Store } from "../storage/store.ts"',
      "imports packages/kms/src/storage/store.ts, which packages/kms/src/model may not",
    ],
    [
      "a forbidden arrow in AssemblyScript, where endings are left out",
      "packages/bignum/assembly/digits/planted.ts",
      'import { square } from "../kernels/neighbour"\nexport { square }',
      "packages/bignum/assembly/digits",
    ],
    [
      "a package that the layer does not know",
      "packages/kms/src/model/planted.ts",
      'import { Hono } from "hono"',
      'imports the package "hono"',
    ],
    [
      "an arrow that goes up",
      "packages/core/src/keys/planted.ts",
      'import { createKms } from "@keywright/kms"',
      'imports the package "@keywright/kms"',
    ],
    [
      "a package imported by a path into it",
      "packages/kms/src/planted.ts",
      'import { x } from "../../core/src/index.ts"',
      "never by a path into it",
    ],
    [
      "a runtime module in a package",
      "packages/core/src/keys/planted.ts",
      'import { readFileSync } from "node:fs"',
      'imports the runtime module "node:fs"',
    ],
    [
      "a runtime module in the app, outside entry and storage",
      "apps/server/src/planted.ts",
      'const fs = await import("node:fs")',
      'imports the runtime module "node:fs"',
    ],
    [
      "a runtime's global in a package",
      "packages/core/src/keys/planted.ts",
      'export const hex = Buffer.from("00")',
      'uses "Buffer"',
    ],
    [
      "another runtime's global in a template's code",
      "packages/core/src/keys/planted.ts",
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the planted code is a template
      "export const where = `${Deno.cwd()}`",
      'uses "Deno."',
    ],
    [
      "a door that hides what it lets through",
      "packages/core/src/keys/planted.ts",
      'export * from "./pem.ts"',
      '"export *" hides',
    ],
    [
      "an operation that imports an operation",
      "packages/kms/src/operations/keys/planted.ts",
      'import { Neighbour } from "../aliases/neighbour.ts"',
      "what they share is a step",
    ],
    [
      "an import that leads nowhere",
      "packages/core/src/keys/planted.ts",
      'import { gone } from "./gone.ts"',
      "leads to no file",
    ],
  ]

  const neighbours = [
    "packages/bignum/assembly/kernels/neighbour.ts",
    "packages/kms/src/operations/aliases/neighbour.ts",
  ]

  test.each(plants)("%s", (_what, path, text, message) => {
    const standing = neighbours.reduce((all, each) => withFile(all, each, ""), tree)
    const found = addedBy(checkLayers, withFile(standing, path, text)).map(spelled)
    expect(found.join("\n")).toContain(message)
    expect(found.every((each) => each.startsWith(path))).toBe(true)
  })

  test("a row for a layer that is gone", () => {
    const architecture = `${tree.get("ARCHITECTURE.md")}\n| \`packages/kms/src/gone\` | – | – |\n`
    const found = addedBy(checkLayers, withFile(tree, "ARCHITECTURE.md", architecture))
    expect(found.map(spelled)).toEqual([
      "ARCHITECTURE.md names packages/kms/src/gone, which is not there",
    ])
  })
})

test("The layers check lets words in comments and strings be", () => {
  const text =
    '// Buffer, process.env and "node:fs" are only words here.\nexport const text = "Deno.cwd()"\n'
  expect(addedBy(checkLayers, withFile(tree, "packages/core/src/keys/planted.ts", text))).toEqual(
    [],
  )
})

test("The layers check fails when it looked at nothing", () => {
  const found = checkLayers(new Map()).map(spelled).join("\n")
  expect(found).toContain("looked at 0 imports")
  expect(found).toContain("looked at 0 layers")
})
