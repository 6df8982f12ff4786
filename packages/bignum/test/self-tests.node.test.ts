import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { createEngines } from "../src/engines.ts"
import { ownModules } from "../src/modules.ts"
import { fuses, knowsAnswers } from "../src/self-tests.ts"

/** multiplyAdd(x, y, z, lane) as x * y + z, which rounds twice. */
const rounding = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x09, 0x01, 0x60, 0x04, 0x7c, 0x7c, 0x7c, 0x7f, 0x01, 0x7c],
  ...[0x03, 0x02, 0x01, 0x00, 0x07, 0x0f, 0x01, 0x0b],
  ...[...new TextEncoder().encode("multiplyAdd"), 0x00, 0x00],
  ...[0x0a, 0x0c, 0x01, 0x0a, 0x00, 0x20, 0x00, 0x20, 0x01, 0xa2, 0x20, 0x02, 0xa0, 0x0b],
])

/** A build in which one constant of its kernel, the mask of a digit beside the float 2^52, has lost its lowest bit in one lane. */
function spoiled(name: "portable" | "fma"): WebAssembly.Module {
  const bytes = readFileSync(new URL(`../build/${name}.wasm`, import.meta.url))
  const mask = Buffer.from("ffffffffffff0f000000000000003043", "hex")
  let at = bytes.indexOf(mask)
  expect(at).toBeGreaterThan(0)
  // Curves have such a constant too.
  for (; at !== -1; at = bytes.indexOf(mask, at + 1)) bytes[at] = 0xfe
  return new WebAssembly.Module(bytes)
}

test("A multiply-add that rounds its product is told from a fused one", async () => {
  expect(fuses(new WebAssembly.Module(rounding))).toBe(false)
  expect(fuses(await ownModules.probe())).toBe(true)
})

test("An engine that rounds products gets the portable build", async () => {
  const probe = async () => new WebAssembly.Module(rounding)
  const engines = createEngines({ modules: { ...ownModules, probe } })
  expect((await engines.open()).build).toBe("portable")
})

test("A build whose kernel has one wrong bit does not know the answers, and is not taken", async () => {
  for (const name of ["portable", "fma"] as const) {
    expect(knowsAnswers(await ownModules[name]()), name).toBe(true)
    expect(knowsAnswers(spoiled(name)), name).toBe(false)
  }
  const fma = spoiled("fma")
  const engines = createEngines({ modules: { ...ownModules, fma: async () => fma } })
  expect((await engines.open("curves")).build).toBe("fma")
  expect((await engines.open("numbers")).build).toBe("portable")
  expect((await engines.open("curves")).build).toBe("portable")
  expect((await engines.report())[0]).toEqual({
    name: "fma",
    runs: false,
    reason: "gives a wrong answer",
  })
})
