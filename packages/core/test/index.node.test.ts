/** The README's examples are run as they are printed, through the door that npm shows. */
import { spawnSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { expect, test } from "vitest"

const home = fileURLToPath(new URL("..", import.meta.url))
const readme = readFileSync(`${home}/README.md`, "utf8")
const examples = [...readme.matchAll(/^## (.+)\n\n```ts\n([\s\S]+?)^```/gm)].map(
  ([, heading, code]) => ({ heading, code: code ?? "" }),
)

test("The README has its two examples", () => {
  expect(examples.map(({ heading }) => heading)).toEqual(["Key pairs", "Sealing"])
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
