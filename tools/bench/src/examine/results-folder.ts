/** Results of portions as files, so that an examination that was interrupted goes on where it was. */
import { createHash } from "node:crypto"
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import { join } from "node:path"
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
  const pathOf = (range: Range) => {
    return join(home, `${nameOf(range).replaceAll(" ", "-")}-${range.from}-${range.count}.json`)
  }
  return {
    find(range) {
      const path = pathOf(range)
      if (!existsSync(path)) return undefined
      return JSON.parse(readFileSync(path, "utf8")) as RangeResult
    },
    keep(result) {
      mkdirSync(home, { recursive: true })
      const path = pathOf(result)
      // Renamed when it is whole: half a file would be believed.
      writeFileSync(`${path}.part`, JSON.stringify(result))
      renameSync(`${path}.part`, path)
    },
  }
}

const DIGEST_BYTES = 6

/** Of the WebAssembly module and the doors to it. */
function digestOfBuild(): string {
  const hash = createHash("sha256")
  for (const name of ["@keywright/bignum/portable", "@keywright/bignum", "@keywright/core"]) {
    hash.update(readFileSync(fileURLToPath(import.meta.resolve(name))))
  }
  return hash.digest().subarray(0, DIGEST_BYTES).toString("hex")
}
