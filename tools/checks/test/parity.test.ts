import { rollCall } from "@keywright/kms"
import { describe, expect, test } from "vitest"
import { checkParity, PARITY_PATH } from "../src/parity.ts"
import { type Tree, withFile } from "../src/tree.ts"
import { spelled, tree } from "./planted.ts"

const entries = rollCall()

/** What the planted tree adds; the document itself changes with the tree that it describes. */
function messages(planted: Tree, roll = entries): string {
  return checkParity(roll, planted).map(spelled).join("\n")
}

test("docs/parity.md is what the roll call and the suite say", () => {
  expect(checkParity(entries, tree).map(spelled)).toEqual([])
})

describe("The parity check catches", () => {
  test("a document that somebody edited", () => {
    const planted = withFile(tree, PARITY_PATH, `${tree.get(PARITY_PATH)}All is well.\n`)
    expect(messages(planted)).toContain(`${PARITY_PATH} is out of date`)
  })

  test("a built operation without a test", () => {
    const untested = new Map([...tree].filter(([path]) => !path.startsWith("tools/conformance/")))
    expect(messages(untested)).toContain("has no test of GenerateDataKeyPair")
  })

  test("an operation that was built and is still tested to refuse", () => {
    const built = entries.map((entry) =>
      entry.name === "Sign" ? { ...entry, isBuilt: true } : entry,
    )
    expect(messages(tree, built)).toContain("and the roll call disagree about Sign")
  })

  test("a README that says another number", () => {
    const planted = withFile(tree, "README.md", "It serves 55 of the 56 operations.")
    expect(messages(planted)).toContain("README.md does not say that it serves")
  })
})

test("The parity check fails when it looked at nothing", () => {
  expect(messages(tree, [])).toContain("looked at 0 operations")
})
