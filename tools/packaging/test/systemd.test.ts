import { spawnSync } from "node:child_process"
import { readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { describe, expect, test } from "vitest"
import { repositoryRoot } from "../src/tarballs.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const UNIT = readFileSync(join(repositoryRoot, "apps/server/deploy/keywright.service"), "utf8")

/** Of ten, where ten is a service that may do everything. */
const EXPOSURE_MAX = 2

const folder = temporaryFolder()
const absent = spawnSync("systemd-analyze", ["--version"]).status !== 0
if (absent) console.warn("This machine has no systemd-analyze: nobody has judged the unit.")

function analyze(unit: string, ...words: string[]): { accepted: boolean; said: string } {
  const file = join(folder, "keywright.service")
  // Node lies elsewhere on a machine where the toolchain brings it.
  writeFileSync(file, unit.replace("ExecStart=/usr/bin/node", "ExecStart=/bin/sh"))
  const options = { encoding: "utf8", env: { ...process.env, SYSTEMD_COLORS: "0" } } as const
  const { status, stdout, stderr } = spawnSync("systemd-analyze", [...words, file], options)
  return { accepted: status === 0, said: stdout + stderr }
}

describe.skipIf(absent)("By systemd's own judgement", () => {
  test("the unit is well formed", () => {
    expect(analyze(UNIT, "verify")).toEqual({ accepted: true, said: "" })
  })

  test("a unit with a word that it does not know, or without a program, is not", () => {
    expect(analyze(UNIT.replace("DynamicUser", "DynamicUsers"), "verify").said).toContain(
      "Unknown key",
    )
    expect(analyze(UNIT.replace(/^ExecStart=.*$/m, ""), "verify").accepted).toBe(false)
  })

  test(`the unit is exposed to less than ${EXPOSURE_MAX} of 10, and one without its walls to more`, () => {
    const words = ["security", "--offline=true", `--threshold=${EXPOSURE_MAX * 10}`]
    expect(analyze(UNIT, ...words)).toMatchObject({ accepted: true })
    const open = UNIT.replaceAll(/^(?:Protect|Private|Restrict|SystemCall|Capability).*$/gm, "")
    expect(analyze(open, ...words)).toMatchObject({ accepted: false })
  })
})

test("The unit lets WebAssembly compile: memory may be written and then executed", () => {
  expect(UNIT).not.toMatch(/^MemoryDenyWriteExecute=(?:yes|true|1)$/m)
})

test("The unit gives the server longer to end than the server takes", () => {
  const timeoutSeconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(UNIT)?.[1])
  const settings = readFileSync(join(repositoryRoot, "apps/server/src/settings.ts"), "utf8")
  const graceMs = Number(/SHUTDOWN_GRACE_MS = ([\d_]+)/.exec(settings)?.[1]?.replaceAll("_", ""))
  expect(graceMs).toBeGreaterThan(0)
  expect(timeoutSeconds * 1000).toBeGreaterThan(graceMs)
})

test("The unit keeps its state where systemd makes a folder for it", () => {
  const folder = /^StateDirectory=(.*)$/m.exec(UNIT)?.[1]
  expect(UNIT).toContain(`Environment=KEYWRIGHT_DATA_DIR=/var/lib/${folder}\n`)
})
