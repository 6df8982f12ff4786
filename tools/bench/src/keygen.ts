/**
 * Measures key generation on Node, Deno and Bun beside its rivals, prints tables and writes the figures as JSON:
 * `pnpm bench:keygen`. It reports; nothing fails on time.
 */
import { writeFileSync } from "node:fs"
import type { KeyPairSpec } from "@keywright/core"
import { buildNames, measureBuild } from "./builds.ts"
import type { Contest, Estimate, FirstKey, Report, RuntimeFigures } from "./figures.ts"
import { type Flags, readFlags, USAGE } from "./flags.ts"
import { goals } from "./goals.ts"
import { commit, machine } from "./machine.ts"
import { type RuntimeName, runIn } from "./runtimes.ts"
import { specs as specBench } from "./specs.ts"
import { textTables } from "./text-tables.ts"
import { judgeGoals } from "./verdicts.ts"

/** Processes whose first key is taken: RSA keys take very different times, which each is compared with itself for. */
const FIRST_KEYS: Partial<Record<KeyPairSpec, number>> = { RSA_2048: 9, ECC_NIST_P256: 15 }
const QUICK_FIRST_KEYS = 2

const flags = flagsOrUsage()
const report = await measure(flags)
if (flags.json !== undefined) writeFileSync(flags.json, `${JSON.stringify(report, null, 2)}\n`)
console.log(textTables(report))

function flagsOrUsage(): Flags {
  try {
    return readFlags(process.argv.slice(2))
  } catch (error) {
    console.error(`${error instanceof Error ? error.message : error}\n\n${USAGE}`)
    process.exit(1)
  }
}

async function measure(flags: Flags): Promise<Report> {
  const { specs, keys, quick, engine, method } = flags
  const runtimes: RuntimeFigures[] = []
  for (const runtime of flags.runtimes) runtimes.push(await measureRuntime(runtime, flags))
  const builds = buildNames.map(measureBuild)
  return {
    measuredAt: new Date().toISOString(),
    commit: commit(),
    machine: machine(),
    flags: { specs, keys, quick, engine, method },
    builds,
    runtimes,
    verdicts: judgeGoals(goals, { specs, builds, runtimes }),
  }
}

async function measureRuntime(
  runtime: RuntimeName,
  { specs, keys, quick, engine, method }: Flags,
): Promise<RuntimeFigures> {
  const figures: RuntimeFigures = {
    runtime,
    contests: [],
    firstKeys: [],
    estimates: [],
    failures: [],
  }
  for (const spec of specs) {
    await attempt(`the contest of ${spec}`, async () => {
      const options = { spec, keys, quick, engine, method }
      figures.contests.push(await runIn<Contest>(runtime, "run-contest.ts", options))
    })
    if (specBench[spec].family === "rsa") {
      await attempt(`the estimate of ${spec}`, async () => {
        const options = { spec, quick, engine, method }
        figures.estimates.push(await runIn<Estimate>(runtime, "run-estimate.ts", options))
      })
    }
    const processes = quick ? QUICK_FIRST_KEYS : (FIRST_KEYS[spec] ?? 0)
    for (let seed = 1; spec in FIRST_KEYS && seed <= processes; seed++) {
      await attempt(`the first ${spec} of process ${seed}`, async () => {
        const options = { spec, seed, engine, method }
        figures.firstKeys.push(await runIn<FirstKey>(runtime, "run-first-key.ts", options))
      })
    }
  }
  return figures

  async function attempt(what: string, deed: () => Promise<void>): Promise<void> {
    console.error(`${runtime}: ${what}`)
    try {
      await deed()
    } catch (error) {
      figures.failures.push({ what, reason: String(error) })
    }
  }
}
