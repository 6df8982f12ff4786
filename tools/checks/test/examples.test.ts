import { expect, test } from "vitest"
import { checkExamples, checkExamplesShown, examplesIn } from "../src/examples.ts"
import { withFile } from "../src/tree.ts"
import { spelled, tree } from "./planted.ts"

const MINUTE_MS = 60_000

test("Every example in the documents runs", { timeout: 2 * MINUTE_MS }, async () => {
  expect((await checkExamples(tree)).map(spelled)).toEqual([])
  expect(examplesIn(tree).map(({ path }) => path)).toEqual(
    expect.arrayContaining(["README.md", "packages/core/README.md"]),
  )
})

test("The examples check catches one that does not run, and fails when it looked at hardly any", async () => {
  const code = 'import { generateKeys } from "@keywright/core"\nconsole.log(generateKeys)\n'
  const planted = new Map([["README.md", `\`\`\`ts\n${code}\`\`\`\n`]])
  const found = (await checkExamples(planted)).map(spelled)
  expect(found[0]).toMatch(/^README\.md example 1 does not run: [\s\S]*generateKeys/)
  expect(found[1]).toContain("looked at 1 examples")
})

test("Every file of examples is shown in its package's README", () => {
  expect(checkExamplesShown(tree)).toEqual([])
})

test("The examples check catches a file that is not shown, and one that is shown otherwise", () => {
  const path = "packages/core/examples/pem.ts"
  const changed = withFile(tree, path, `${tree.get(path)} `)
  const added = withFile(tree, "packages/core/examples/added.ts", "// An example.\n")
  const message = "is not shown in packages/core/README.md as it is"
  expect(checkExamplesShown(changed)).toMatchObject([{ path, message }])
  expect(checkExamplesShown(added)).toMatchObject([{ message }])
  expect(checkExamplesShown(new Map())[0]?.message).toContain("looked at 0 files of examples")
})
