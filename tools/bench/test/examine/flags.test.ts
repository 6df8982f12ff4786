import { expect, test } from "vitest"
import { readExamineFlags } from "../../src/examine/flags.ts"
import { specNames } from "../../src/specs.ts"

test("readExamineFlags without flags takes all keys, and keeps results among what is built", () => {
  const flags = readExamineFlags([])
  expect(flags).toMatchObject({ specs: specNames, share: 1, reportOnly: false, json: undefined })
  expect(flags.processes).toBeGreaterThanOrEqual(1)
  expect(flags.folder).toMatch(/build\/examine$/)
})

test("readExamineFlags takes what it is told", () => {
  const args = ["--specs", "SM2", "--share", "0.5", "--processes", "3", "--folder", "a"]
  expect(readExamineFlags([...args, "--report-only", "--json", "b"])).toEqual({
    specs: ["SM2"],
    share: 0.5,
    processes: 3,
    folder: "a",
    reportOnly: true,
    json: "b",
  })
})

test.each([
  [["--specs", "DSA_2048"], "does not know DSA_2048"],
  [["--share", "0"], "above 0"],
  [["--share", "1.5"], "at most 1"],
  [["--processes", "0"], "1 or more"],
  [["--sample"], "--sample"],
])("readExamineFlags refuses %j", (args, sentence) => {
  expect(() => readExamineFlags(args)).toThrow(sentence)
})
