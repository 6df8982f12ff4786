/** Code in the documents is run: what a newcomer copies works. */
import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "examples"

const EXAMPLES_LEAST = 2

/** An RSA_4096 pair on a slow machine. */
const RUN_TIMEOUT_MS = 60_000

/** Under this package, so that `@keywright/core` is found by its name; `build` is made, not written. */
const FOLDER = join(import.meta.dirname, "../build/examples")

export interface Example {
  /** The document that it stands in. */
  path: string
  /** From 1, within the document. */
  number: number
  code: string
}

/** The blocks of TypeScript in the README files at the root and of the packages. */
export function examplesIn(tree: Tree): Example[] {
  const documents = [...tree].filter(([path]) => /^(?:packages\/[^/]+\/)?README\.md$/.test(path))
  return documents.flatMap(([path, text]) =>
    [...text.matchAll(/^```ts\n([\s\S]*?)^```$/gm)].map(([, code = ""], index) => ({
      path,
      number: index + 1,
      code,
    })),
  )
}

/** Runs every example in a process of its own. What fails to run is a violation, with the last words of the process. */
export async function checkExamples(tree: Tree): Promise<Violation[]> {
  const examples = examplesIn(tree)
  mkdirSync(FOLDER, { recursive: true })
  const failures: Violation[] = []
  for (const example of examples) failures.push(...(await run(example)))
  return [...failures, ...sawEnough(RULE, "examples", examples.length, EXAMPLES_LEAST)]
}

function run({ path, number, code }: Example): Promise<Violation[]> {
  const file = join(FOLDER, `${path.replaceAll("/", "-")}-${number}.ts`)
  writeFileSync(file, code)
  return new Promise((resolve) => {
    execFile(process.execPath, [file], { timeout: RUN_TIMEOUT_MS }, (error, _stdout, stderr) => {
      const message = `example ${number} does not run: ${stderr.trim().slice(0, 500)}`
      resolve(error === null ? [] : [{ path, rule: RULE, message }])
    })
  })
}
