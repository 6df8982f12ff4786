import { randomBytes } from "node:crypto"
import { join } from "node:path"
import { expect, test } from "vitest"
import { checkWorkerDeployment, inspect } from "../src/worker-deployment.ts"

const APP = join(import.meta.dirname, "../../../apps/server")

const bytes = (text: string) => new TextEncoder().encode(text)
const messages = (script: string, wasm: Uint8Array = bytes("wasm")) => {
  const files = new Map([
    ["workers.js", bytes(script)],
    ["portable.wasm", wasm],
  ])
  return inspect("planted", files).violations.map(({ message }) => message)
}

test("What wrangler would deploy imports no module of Node, and is below a megabyte after gzip", () => {
  const { violations, gzippedBytes, imports } = checkWorkerDeployment(APP)
  expect(violations).toEqual([])
  console.info(
    `wrangler deploy would upload ${Math.round(gzippedBytes / 1000)} kB after gzip, which import ${imports.join(", ")}.`,
  )
  expect(imports).toContain("cloudflare:workers")
}, 60_000)

test.each([
  ['import { readFileSync } from "node:fs";', "node:fs"],
  ['import fs from "fs";', "fs"],
  ['import "node:process";', "node:process"],
  ['var x = require("crypto");', "crypto"],
  ['const y = await import("bun:sqlite");', "bun:sqlite"],
  ['import { default as default4 } from "./7a8dc5-fma.wasm";', "./7a8dc5-fma.wasm"],
])("The deployment check catches %s", (line, name) => {
  expect(messages(`import { DurableObject } from "cloudflare:workers";\n${line}\n`)).toEqual([
    `imports ${name}`,
  ])
})

test("The deployment check catches an upload that is too large, and one that is empty", () => {
  expect(messages("", randomBytes(1_000_001))).toEqual([
    expect.stringMatching(/^takes \d+ bytes after gzip$/),
  ])
  expect(inspect("planted", new Map()).violations).toHaveLength(1)
})
