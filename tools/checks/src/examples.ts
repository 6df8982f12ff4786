/** Code in the documents is run: what a newcomer copies works. */
import { execFile } from "node:child_process"
import { mkdirSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { sawEnough, type Tree, type Violation } from "./tree.ts"

const RULE = "examples"

const EXAMPLES_LEAST = 2
const FILES_LEAST = 5

/** An RSA_4096 pair on a slow machine. */
const RUN_TIMEOUT_MS = 60_000

/** Under this package, so that `@keywright/core` is found by its name; `build` is made, not written. */
const FOLDER = join(import.meta.dirname, "../build/examples")

/** Run by tools/packaging, on three runtimes, where the package is installed with the libraries that they need. */
const FILE = /^(packages\/[^/]+)\/examples\/[^/]+\.ts$/

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

/** Runs every example that is no file, in a process of its own. What fails is a violation, with the process's last words. */
export async function checkExamples(tree: Tree): Promise<Violation[]> {
  const files = new Set(exampleFiles(tree).map(({ code }) => code))
  const examples = examplesIn(tree).filter(({ code }) => !files.has(code))
  mkdirSync(FOLDER, { recursive: true })
  const failures: Violation[] = []
  for (const example of examples) failures.push(...(await run(example)))
  return [...failures, ...sawEnough(RULE, "examples", examples.length, EXAMPLES_LEAST)]
}

/** Every file of a package's examples is shown in its README, character for character. */
export function checkExamplesShown(tree: Tree): Violation[] {
  const files = exampleFiles(tree)
  const shown = new Set(examplesIn(tree).map(({ path, code }) => `${path}\n${code}`))
  return [
    ...files
      .filter(({ readme, code }) => !shown.has(`${readme}\n${code}`))
      .map(({ path, readme }) => ({
        path,
        rule: RULE,
        message: `is not shown in ${readme} as it is`,
      })),
    ...sawEnough(RULE, "files of examples", files.length, FILES_LEAST),
  ]
}

function exampleFiles(tree: Tree): { path: string; readme: string; code: string }[] {
  return [...tree].flatMap(([path, code]) => {
    const home = FILE.exec(path)?.[1]
    return home === undefined ? [] : [{ path, readme: `${home}/README.md`, code }]
  })
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
