import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, expect, test } from "vitest"
import { readCredentials, writeCredentials } from "../../src/entry/credentials.ts"
import { asNobody } from "../as-nobody.ts"

const folder = mkdtempSync(join(tmpdir(), "keywright-credentials-"))
afterAll(() => rmSync(folder, { recursive: true }))

const file = join(folder, "credentials")
const key = { accessKeyId: "AKIAEXAMPLE", secretAccessKey: "wJalr/XUtn+FEMI" }

test("writeCredentials writes a default profile for the owner alone, whatever was there", () => {
  const form =
    /^# .*\n\[default\]\naws_access_key_id = AKIAEXAMPLE\naws_secret_access_key = wJalr\/XUtn\+FEMI\n$/
  writeCredentials(file, { accessKeyId: "OTHER", secretAccessKey: "other" })
  writeCredentials(file, key)
  expect(readFileSync(file, "utf8")).toMatch(form)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  expect(readdirSync(folder)).toEqual(["credentials"])
})

test("writeCredentials leaves a file that is right as it is, but closes it to others", () => {
  writeCredentials(file, key)
  const { ino } = statSync(file)
  chmodSync(file, 0o644)
  writeCredentials(file, key)
  expect(statSync(file).ino).toBe(ino)
  expect(statSync(file).mode & 0o777).toBe(0o600)
})

test("writeCredentials refuses a folder that may not be written, and keeps the key to itself", () => {
  asNobody()
  const attempt = () => writeCredentials("/proc/credentials", key)
  expect(attempt).toThrow(/^\/proc\/credentials cannot be written \(E[A-Z]+\)\. Give this user/)
  expect(attempt).not.toThrow(/wJalr|AKIA/)
})

test("readCredentials gives back what writeCredentials wrote, and nothing of another file", () => {
  expect(readCredentials(join(folder, "absent"))).toBeUndefined()
  writeCredentials(file, key)
  expect(readCredentials(file)).toEqual(key)
  const other = join(folder, "other")
  writeFileSync(other, "[default]\naws_access_key_id = AKIAEXAMPLE\n")
  expect(readCredentials(other)).toBeUndefined()
})
