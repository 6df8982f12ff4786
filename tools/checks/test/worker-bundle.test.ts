import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { checkWorkerBundle } from "../src/worker-bundle.ts"

const ENTRY = join(import.meta.dirname, "../../../apps/server/src/entry/workers.ts")

/** Made, and beside the packages that it imports. */
const FOLDER = join(import.meta.dirname, "../build/planted")

async function messages(name: string, code: string): Promise<string[]> {
  mkdirSync(FOLDER, { recursive: true })
  const path = join(FOLDER, `${name}.ts`)
  writeFileSync(path, code)
  return (await checkWorkerBundle(path)).violations.map(({ message }) => message)
}

const service =
  'export { default, RecordObject, Sweep } from "../../../../apps/server/src/entry/workers.ts"\n'

test("The Workers entry bundles without a runtime module of Node", async () => {
  const { violations, gzippedBytes } = await checkWorkerBundle(ENTRY)
  expect(violations).toEqual([])
  console.info(`A Worker with the service takes ${Math.round(gzippedBytes / 1000)} kB after gzip.`)
})

test("The worker bundle check catches a runtime module behind a package", async () => {
  const code = `import { readFileSync } from "node:fs"\nconsole.log(readFileSync)\n${service}`
  expect(await messages("module", code)).toEqual(["reaches the runtime module node:fs"])
})

test("The worker bundle check catches a runtime's global", async () => {
  const code = `console.log(process.env.HOME)\n${service}`
  expect(await messages("global", code)).toEqual(['uses "process.", which Workers do not have'])
})

test("The worker bundle check fails when it looked at nothing", async () => {
  const found = await messages("nothing", "export default {}\n")
  expect(found).toHaveLength(1)
  expect(found[0]).toContain("is the service in it?")
})
