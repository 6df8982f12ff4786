/** The flags of the examination. */
import { availableParallelism } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import type { KeyPairSpec } from "@keywright/core"
import { listed } from "../flags.ts"
import { specNames } from "../specs.ts"

export interface ExamineFlags {
  specs: readonly KeyPairSpec[]
  /** Which part of the keys, from the first one on: 0 to 1. */
  share: number
  processes: number
  /** Results of ranges, one file each: what is there is not done again. */
  folder: string
  /** Examines nothing more, and reports what is there. */
  reportOnly: boolean
  /** Where the report goes; nowhere when absent. */
  json: string | undefined
}

export const USAGE = `pnpm --filter @keywright/bench examine [flags]

  --specs RSA_4096,SM2   only these specs
  --share 0.1            the first tenth of each spec's keys
  --processes 2          so many at a time; as many as there are processors when absent
  --folder PATH          where results of portions are kept and found again: build/examine when absent
  --report-only          report what has been examined, and examine nothing more
  --json PATH            write the report there
`

const BUILD = join(import.meta.dirname, "../../build/examine")

/** Throws for what it does not know. */
export function readExamineFlags(args: readonly string[]): ExamineFlags {
  const { values } = parseArgs({
    args: args.filter((arg) => arg !== "--"),
    options: {
      specs: { type: "string" },
      share: { type: "string", default: "1" },
      processes: { type: "string", default: String(availableParallelism()) },
      folder: { type: "string", default: BUILD },
      "report-only": { type: "boolean", default: false },
      json: { type: "string" },
    },
  })
  const share = Number(values.share)
  if (!(share > 0 && share <= 1)) throw new Error("--share is above 0 and at most 1")
  const processes = Number(values.processes)
  if (!Number.isSafeInteger(processes) || processes < 1) throw new Error("--processes is 1 or more")
  const { folder, json, "report-only": reportOnly } = values
  const specs = listed("--specs", values.specs, specNames)
  return { specs, share, processes, folder, reportOnly, json }
}
