import { expect, test } from "vitest"
import { checkExamples, examplesIn } from "../src/examples.ts"
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
