import { execFileSync } from "node:child_process"
import {
  chmodSync,
  chownSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import process from "node:process"
import { afterAll, beforeEach, describe, expect, test } from "vitest"
import type { DataFolder } from "../../src/entry/data-folder.ts"
import { rootKeyOf } from "../../src/entry/root-key.ts"

const parent = mkdtempSync(join(tmpdir(), "keywright-root-key-"))
afterAll(() => rmSync(parent, { recursive: true }))

let folders = 0
let folder: DataFolder
let file = ""
beforeEach(() => {
  const path = join(parent, String(folders++))
  mkdirSync(path)
  file = join(path, "root.key")
  folder = {
    folder: path,
    rootKey: file,
    database: join(path, "keywright.sqlite"),
    credentials: join(path, "credentials"),
    isNew: true,
  }
})

const old = (): DataFolder => ({ ...folder, isNew: false })
const refusal = (sentence: RegExp) =>
  expect.objectContaining({ name: "Refusal", message: expect.stringMatching(sentence) })

describe("rootKeyOf a new folder", () => {
  test("makes 32 random bytes for the owner alone, and nothing else", () => {
    const key = rootKeyOf(folder)
    expect(key.length).toBe(32)
    expect(new Uint8Array(readFileSync(file))).toEqual(key)
    expect((statSync(file).mode & 0o777).toString(8)).toBe("600")
    expect(readdirSync(folder.folder)).toEqual(["root.key"])
    rmSync(file)
    expect(rootKeyOf(folder)).not.toEqual(key)
  })

  test("takes the key that is there already", () => {
    const key = rootKeyOf(folder)
    expect(rootKeyOf(folder)).toEqual(key)
  })
})

describe("rootKeyOf a folder with data", () => {
  test("reads the key", () => {
    const key = rootKeyOf(folder)
    expect(rootKeyOf(old())).toEqual(key)
  })

  test("refuses a missing key by name, and makes none", () => {
    expect(() => rootKeyOf(old())).toThrow(
      refusal(/root\.key is missing, and .*keywright\.sqlite cannot be opened without it\. Put it/),
    )
    expect(readdirSync(folder.folder)).toEqual([])
  })

  test.each([0o640, 0o604, 0o660, 0o622, 0o644])(
    "refuses a key with mode %o, and says the command that helps",
    (mode) => {
      rootKeyOf(folder)
      chmodSync(file, mode)
      const words = /root\.key can be read by other users\. Run: chmod 600 .*root\.key$/
      expect(() => rootKeyOf(old())).toThrow(refusal(words))
      execFileSync("chmod", ["600", file])
      expect(rootKeyOf(old()).length).toBe(32)
    },
  )

  test("takes a key that its owner may only read", () => {
    rootKeyOf(folder)
    chmodSync(file, 0o400)
    expect(rootKeyOf(old()).length).toBe(32)
  })

  test.runIf(process.getuid?.() === 0)("refuses a key of another user", () => {
    rootKeyOf(folder)
    chownSync(file, 65_534, 65_534)
    expect(() => rootKeyOf(old())).toThrow(
      refusal(/root\.key belongs to another user \(65534\)\. Run: chown 0 /),
    )
  })

  test("does not follow a link", () => {
    rootKeyOf(folder)
    renameSync(file, `${file}.elsewhere`)
    symlinkSync(`${file}.elsewhere`, file)
    expect(() => rootKeyOf(old())).toThrow(refusal(/root\.key is a link\. Put the file itself/))
  })

  test("refuses a folder in its place", () => {
    mkdirSync(file, { mode: 0o700 })
    expect(() => rootKeyOf(old())).toThrow(refusal(/root\.key must be a regular file/))
  })

  test("refuses a named pipe in its place without waiting for a writer", () => {
    execFileSync("mkfifo", ["-m", "600", file])
    expect(() => rootKeyOf(old())).toThrow(refusal(/root\.key must be a regular file/))
  })

  test.each([
    ["31 bytes", Buffer.alloc(31, 0x41)],
    ["33 bytes", Buffer.alloc(33, 0x41)],
    ["no bytes", Buffer.alloc(0)],
    ["base64", Buffer.from(Buffer.alloc(32, 0x41).toString("base64"))],
  ])("refuses a key of %s, and repeats none of it", (_, content) => {
    writeFileSync(file, content, { mode: 0o600 })
    expect(() => rootKeyOf(old())).toThrow(
      refusal(new RegExp(`root\\.key must hold 32 bytes, and holds ${content.length}\\.`)),
    )
    expect(() => rootKeyOf(old())).not.toThrow(/AAAA|QUFB/)
  })
})
