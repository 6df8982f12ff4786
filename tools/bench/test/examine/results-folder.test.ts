import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { resultsFolder } from "../../src/examine/results-folder.ts"

const home = mkdtempSync(join(tmpdir(), "keywright-examine-"))
afterAll(() => rmSync(home, { recursive: true }))

const range = { spec: "SM2", from: 5, count: 1 } as const
const result = {
  ...range,
  firstSeed: "five",
  lastSeed: "five",
  faulty: [],
  unique: ["a"],
  calls: {},
}

test("resultsFolder finds what was kept, for that range and that build only", () => {
  const folder = resultsFolder(home, "build-1")
  expect(folder.find(range)).toBeUndefined()
  folder.keep(result)
  expect(folder.find(range)).toEqual(result)
  expect(folder.find({ ...range, count: 2 })).toBeUndefined()
  expect(folder.find({ ...range, from: 6 })).toBeUndefined()
  expect(resultsFolder(home, "build-2").find(range)).toBeUndefined()
})

test("resultsFolder knows the build that it runs with", () => {
  const folder = resultsFolder(home)
  folder.keep(result)
  expect(resultsFolder(home).find(range)).toEqual(result)
})
