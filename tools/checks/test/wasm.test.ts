import fma from "@keywright/bignum/fma"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import { checkWasm } from "../src/wasm.ts"

/** (module (import "env" "abort" (func))), in bytes: what a compiler adds when nobody looks. */
const IMPORTING = new Uint8Array([
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
  ...[0x01, 0x04, 0x01, 0x60, 0x00, 0x00],
  ...[0x02, 0x0d, 0x01, 0x03, 0x65, 0x6e, 0x76, 0x05, 0x61, 0x62, 0x6f, 0x72, 0x74, 0x00, 0x00],
])

const EMPTY = IMPORTING.slice(0, 8)

test("The modules of bignum import nothing", () => {
  expect(checkWasm("portable", portable)).toEqual([])
  expect(checkWasm("fma", fma)).toEqual([])
})

test("The wasm check catches an import", () => {
  const found = checkWasm("planted", new WebAssembly.Module(IMPORTING))
  expect(found.map(({ message }) => message)).toContain("imports env.abort")
})

test("The wasm check fails when it looked at nothing", () => {
  const found = checkWasm("planted", new WebAssembly.Module(EMPTY))
  expect(found.map(({ message }) => message)).toEqual([
    "exports 0 names: is it the core?",
    "exports no memory",
  ])
})
