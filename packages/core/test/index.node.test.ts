/** The README's own example is run as it is printed, through the door that npm shows. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const home = fileURLToPath(new URL("..", import.meta.url))
const readme = readFileSync(`${home}/README.md`, "utf8")
const examples = [...readme.matchAll(/^## (.+)\n\n```ts\n([\s\S]+?)^```/gm)].map(
  ([, heading, code]) => ({ heading, code: code ?? "" }),
)

test("The README has an example of its own for sealing; the others are files in examples", () => {
  expect(examples.map(({ heading }) => heading)).toEqual(["Sealing"])
})

test.each(examples)("The README's example for $heading runs", ({ code }) => {
  const parameters = ["--input-type=module-typescript", "--eval", code]
  const { status, stderr } = spawnSync(process.execPath, parameters, {
    cwd: home,
    encoding: "utf8",
  })
  expect(stderr).toBe("")
  expect(status).toBe(0)
})
