import { afterEach, beforeEach, expect, test, vi } from "vitest"
import { consoleLog } from "../../src/entry/console-log.ts"

const LEVELS = ["debug", "info", "warn", "error"] as const

const lines: [level: string, line: string][] = []
beforeEach(() => {
  lines.length = 0
  for (const level of LEVELS) {
    vi.spyOn(console, level).mockImplementation((line) => void lines.push([level, line]))
  }
})
afterEach(() => vi.restoreAllMocks())

test("consoleLog writes one line of JSON at the level's own door", () => {
  consoleLog("debug").warn({ url: "http://kms.test" }, "listening")
  const [[level, line]] = lines as [[string, string]]
  expect(level).toBe("warn")
  const { time, ...rest } = JSON.parse(line)
  expect(rest).toEqual({ level: "warn", url: "http://kms.test", msg: "listening" })
  expect(Math.abs(Date.parse(time) - Date.now())).toBeLessThan(60_000)
})

test.each([
  ["debug", 4],
  ["info", 3],
  ["warn", 2],
  ["error", 1],
  ["silent", 0],
] as const)("consoleLog at level %s keeps %i of the four kinds of lines", (least, kept) => {
  const log = consoleLog(least)
  for (const level of LEVELS) log[level]({}, "x")
  expect(lines.map(([level]) => level)).toEqual(LEVELS.slice(4 - kept))
  expect(log.debugs).toBe(least === "debug")
})

test("consoleLog keeps of an error what may be known, wherever it is", () => {
  const cause = Object.assign(new Error("the reason"), { key: "SECRET" })
  consoleLog("info").error({ error: new Error("what failed", { cause }) }, "failed")
  const [[, line]] = lines as [[string, string]]
  expect(JSON.parse(line).error).toMatchObject({
    message: "what failed",
    cause: { message: "the reason" },
  })
  expect(line).not.toContain("SECRET")
})
