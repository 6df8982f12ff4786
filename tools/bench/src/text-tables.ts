/** The report as text: goals first, then times, then what is missing. */
import type { Contest, Estimate, Report, RuntimeFigures, Verdict } from "./figures.ts"

/** Tables for a terminal, which are Markdown too. */
export function textTables(report: Report): string {
  return [
    ...(report.flags.quick ? ["A quick run: it shows that everything runs, not how fast."] : []),
    table(
      ["runtime", "goal", "measured", "demanded", "aim", ""],
      report.verdicts.map(verdictCells),
    ),
    table(
      ["runtime", "spec", "maker", "time of one pair", "samples", "divided by ours (95 %)"],
      report.runtimes.flatMap((runtime) =>
        runtime.contests.flatMap((contest) => contestCells(runtime, contest)),
      ),
    ),
    table(
      ["runtime", "spec", "inside one key", "calls", "least", "median"],
      report.runtimes.flatMap((runtime) =>
        runtime.estimates.flatMap((estimate) => estimateCells(runtime, estimate)),
      ),
    ),
    table(["runtime", "missing", "why"], report.runtimes.flatMap(missingCells)),
  ]
    .filter((text) => text !== "")
    .join("\n\n")
}

function verdictCells(verdict: Verdict): string[] {
  const { runtime, what, sense, demanded, aim, measured, low, high, holds } = verdict
  const interval =
    low === undefined || high === undefined ? "" : ` (${figure(low)}–${figure(high)})`
  return [
    runtime,
    what,
    measured === undefined ? "–" : `${figure(measured)}${interval}`,
    `${sense} ${figure(demanded)}`,
    aim === undefined ? "" : String(aim),
    holds === undefined ? "not measured" : holds ? "holds" : "MISSED",
  ]
}

function contestCells({ runtime }: RuntimeFigures, contest: Contest): string[][] {
  const { spec, build, times, comparisons } = contest
  const isRsa = spec.startsWith("RSA_")
  return times.map(({ maker, samples, keysPerSample, meanMs, standardErrorMs, medianMs }) => {
    // One thread of ours is the rival of two, and stands in their row.
    const against = comparisons.find(({ rival, ours }) => {
      return rival === "keywright" ? ours === maker : rival === maker
    })
    return [
      `${runtime}, ${build}`,
      spec,
      maker,
      isRsa
        ? `${figure(meanMs)} ± ${figure(standardErrorMs)} ms`
        : `${figure(1_000 * medianMs)} µs`,
      keysPerSample === 1 ? String(samples) : `${samples} of ${keysPerSample}`,
      against === undefined
        ? ""
        : `${figure(against.ratio)} (${figure(against.low)}–${figure(against.high)})`,
    ]
  })
}

function estimateCells({ runtime }: RuntimeFigures, estimate: Estimate): string[][] {
  const { spec, build, steps, outsideMs, nativePower } = estimate
  const cells = (what: string, calls: string, leastMs: string, medianMs: string) => {
    return [`${runtime}, ${build}`, spec, what, calls, leastMs, medianMs]
  }
  const ms = (value: number) => `${figure(value)} ms`
  const expected = `filter, expected (${estimate.standardErrors.toFixed(1)} standard errors away)`
  const { work, candidatesExpected } = estimate
  return [
    cells("candidates", figure(work.candidates), "", ""),
    cells("candidates, expected", figure(candidatesExpected), "", ""),
    cells("rounds of Miller-Rabin", figure(work.rounds), "", ""),
    ...steps.map(({ name, callsPerKey, minMs, medianMs }) => {
      return cells(name, figure(callsPerKey), ms(minMs), ms(medianMs))
    }),
    cells(expected, figure(estimate.filterCallsExpected), "", ""),
    cells("outside of the core", "", "", ms(outsideMs)),
    cells("for comparison: one native power", "", ms(nativePower.minMs), ms(nativePower.medianMs)),
    cells("the key, estimated", "", "", ms(estimate.keyMs)),
  ]
}

function missingCells({ runtime, contests, failures }: RuntimeFigures): string[][] {
  return [
    ...contests.flatMap(({ spec, missing }) =>
      missing.map(({ maker, reason }) => [runtime, `${spec}, ${maker}`, reason]),
    ),
    ...failures.map(({ what, reason }) => [runtime, what, reason]),
  ]
}

/** Three digits that count. */
function figure(value: number): string {
  if (value >= 10_000) return value.toLocaleString("en-GB")
  return value >= 100 ? value.toFixed(0) : value.toPrecision(3)
}

const CELL_CHARACTERS_MAX = 72

/** Nothing when there are no rows. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  if (rows.length === 0) return ""
  const cells = [head, ...rows].map((row) =>
    row.map((cell) => cell.replaceAll("\n", " ").slice(0, CELL_CHARACTERS_MAX)),
  )
  const widths = head.map((_, column) =>
    Math.max(...cells.map((row) => (row[column] ?? "").length)),
  )
  const line = (row: readonly string[]) =>
    `| ${row.map((cell, column) => cell.padEnd(widths[column] ?? 0)).join(" | ")} |`
  const [first = [], ...rest] = cells
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...rest.map(line)].join("\n")
}
