/** Results of portions as files, so that an examination that was interrupted goes on where it was. */
import { createHash } from "node:crypto"
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { nameOf, type Range } from "./plan.ts"
import type { RangeResult } from "./range.ts"

export interface ResultsFolder {
  /** What is there already for a range, made by the same build. */
  find(range: Range): RangeResult | undefined
  keep(result: RangeResult): void
}

/** Results are kept under the digest of the code that made them: another build's keys are other keys until proven equal. */
export function resultsFolder(folder: string, digest: string = digestOfBuild()): ResultsFolder {
  const home = join(folder, digest)
  const fileOf = (range: Range) => {
    return join(home, `${nameOf(range).replaceAll(" ", "-")}-${range.from}-${range.count}.json`)
  }
  return {
    find(range) {
      const path = fileOf(range)
      if (!existsSync(path)) return undefined
      return JSON.parse(readFileSync(path, "utf8")) as RangeResult
    },
    keep(result) {
      mkdirSync(home, { recursive: true })
      const path = fileOf(result)
      // Renamed when it is whole: half a file would be believed.
      writeFileSync(`${path}.part`, JSON.stringify(result))
      renameSync(`${path}.part`, path)
    },
  }
}

const DIGEST_BYTES = 6

/** Of every script that makes keys: the modules, which scripts hold, and the code of both packages. */
function digestOfBuild(): string {
  const modules = ["portable", "fma"].map((name) => pathOf(`@keywright/bignum/${name}`))
  const folders = ["@keywright/bignum", "@keywright/core"].map((name) => dirname(pathOf(name)))
  const hash = createHash("sha256")
  for (const path of [...modules, ...folders.flatMap(scriptsIn)]) hash.update(readFileSync(path))
  return hash.digest().subarray(0, DIGEST_BYTES).toString("hex")
}

function pathOf(name: string): string {
  return fileURLToPath(import.meta.resolve(name))
}

function scriptsIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".js"))
    .toSorted()
    .map((name) => join(folder, name))
}
