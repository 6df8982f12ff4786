/**
 * Examines many keys, each made from a seed, in several processes: `pnpm --filter @keywright/bench examine`. Ends with 1 when a key
 * has a fault, when two share a prime or a public key, or when a portion could not be examined.
 */
import { writeFileSync } from "node:fs"
import { filterCallsOf } from "./estimate/searches.ts"
import { type ExamineFlags, readExamineFlags, USAGE } from "./examine/flags.ts"
import { nameOf, plan, type Range } from "./examine/plan.ts"
import type { RangeResult } from "./examine/range.ts"
import { type Examination, report } from "./examine/report.ts"
import { resultsFolder } from "./examine/results-folder.ts"
import { commit, machine } from "./machine.ts"
import { runIn } from "./runtimes.ts"

const flags = flagsOrUsage()
const { results, failures } = await examine(flags)
const examination = report(results)
if (flags.json !== undefined) {
  const file = {
    examinedAt: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    ...examination,
    failures,
  }
  writeFileSync(flags.json, `${JSON.stringify(file, null, 2)}\n`)
}
for (const line of lines(examination, failures)) console.log(line)
if (!examination.holds || failures.length > 0) process.exitCode = 1

function flagsOrUsage(): ExamineFlags {
  try {
    return readExamineFlags(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(1)
  }
}

/** Each process takes the next portion that nobody has. */
async function examine({ specs, share, processes, folder, reportOnly }: ExamineFlags) {
  const kept = resultsFolder(folder)
  const waiting = plan(specs, share)
  const results: RangeResult[] = []
  const failures: string[] = []
  await Promise.all(Array.from({ length: processes }, takeRanges))
  return { results, failures }

  async function takeRanges(): Promise<void> {
    for (let range = waiting.shift(); range !== undefined; range = waiting.shift()) {
      const known = kept.find(range)
      if (known !== undefined) results.push(known)
      else if (!reportOnly) await takeRange(range)
    }
  }

  async function takeRange(range: Range): Promise<void> {
    try {
      const result = await runIn<RangeResult>("node", "run-examine-range.ts", range)
      kept.keep(result)
      results.push(result)
      console.error(
        `${nameOf(result)}: ${result.firstSeed} … ${result.lastSeed}: ${result.faulty.length} faults`,
      )
    } catch (error) {
      failures.push(`${nameOf(range)} from ${range.from}: ${error}`)
    }
  }
}

function lines({ kinds, unique }: Examination, failures: readonly string[]): string[] {
  return [
    ...kinds.map(({ keys, planned, faulty, work, ...kind }) => {
      const line = `${nameOf(kind)}: ${keys} of ${planned} keys examined, ${faulty.length} with a fault`
      if (work === undefined) return line
      const calls = [...filterCallsOf(work.callsPerKey).values()]
      const filters = `${calls.reduce((sum, count) => sum + count, 0).toFixed(2)} filter calls a key`
      return `${line}; ${filters}, ${work.standardErrors.toFixed(1)} standard errors from the model`
    }),
    `${unique.values} primes and public keys, ${unique.repeated} of them repeated`,
    ...kinds.flatMap(({ faulty }) => faulty.map(({ seed, faults }) => `${seed}: ${faults}`)),
    ...failures,
  ]
}
