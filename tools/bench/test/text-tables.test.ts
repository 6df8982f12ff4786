import { expect, test } from "vitest"
import type { Report } from "../src/figures.ts"
import { textTables } from "../src/text-tables.ts"

const report: Report = {
  measuredAt: "2026-11-24T00:00:00.000Z",
  commit: "0123456789ab",
  machine: { cpu: "x", cores: 2, memoryMib: 1, platform: "linux x64", node: "v26", openssl: "3" },
  flags: { specs: ["SM2"], quick: false },
  builds: [],
  runtimes: [
    {
      runtime: "deno",
      contests: [
        {
          spec: "SM2",
          build: "portable",
          times: [
            {
              maker: "noble",
              samples: 100,
              keysPerSample: 8,
              meanMs: 1,
              standardErrorMs: 1,
              medianMs: 0.0123456,
              minMs: 1,
            },
          ],
          comparisons: [
            {
              rival: "noble",
              ours: "keywright",
              statistic: "median",
              ratio: 22.22,
              low: 20,
              high: 25,
            },
          ],
          missing: [{ maker: "node:crypto ECDH", reason: "Error:\ninvalid curve" }],
        },
      ],
      firstKeys: [],
      estimates: [],
      failures: [{ what: "the contest of RSA_2048", reason: "it ended" }],
    },
  ],
  verdicts: [
    { runtime: "deno", what: "a goal", sense: "at least", demanded: 2, measured: 3, holds: true },
    { runtime: "deno", what: "missed", sense: "at most", demanded: 2, measured: 3, holds: false },
    { runtime: "deno", what: "open", sense: "at least", demanded: 2 },
  ],
}

test("textTables shows goals, times, and who is missing", () => {
  const text = textTables(report)
  expect(text).toMatch(/a goal .* 3\.00 .* at least 2\.00 .* holds/)
  expect(text).toMatch(/missed .* at most 2\.00 .* MISSED/)
  expect(text).toMatch(/open .* – .* not measured/)
  expect(text).toMatch(
    /deno, portable .* SM2 .* noble .* 12\.3 µs .* 100 of 8 .* 22\.2 \(20\.0–25\.0\)/,
  )
  expect(text).toMatch(/SM2, node:crypto ECDH .* Error: invalid curve/)
  expect(text).toMatch(/the contest of RSA_2048 .* it ended/)
})

test("textTables keeps its columns straight, and leaves an empty table out", () => {
  const tables = textTables(report).split("\n\n")
  expect(tables.length).toBe(3)
  for (const table of tables) {
    expect(new Set(table.split("\n").map((line) => line.length)).size).toBe(1)
  }
})

test("textTables warns of a quick run", () => {
  const quick = { ...report, flags: { ...report.flags, quick: true } }
  expect(textTables(quick)).toContain("A quick run")
  expect(textTables(report)).not.toContain("A quick run")
})
