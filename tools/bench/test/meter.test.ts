import { afterAll, beforeEach, expect, test } from "vitest"
import { meterInstances } from "../src/meter.ts"

const Native = WebAssembly.Instance
const meter = meterInstances()
afterAll(() => {
  WebAssembly.Instance = Native
})
beforeEach(() => meter.reset())

const { loadBignum } = await import("@keywright/bignum")
const { default: module } = await import("@keywright/bignum/portable")
const bignum = loadBignum(module)

test("meterInstances counts the calls of each export", async () => {
  for (let scalar = 1; scalar <= 5; scalar++) {
    bignum.multiplyBase(
      "P-256",
      Uint8Array.from({ length: 32 }, () => scalar),
    )
  }
  bignum.multiplyBase("Ed25519", new Uint8Array(32).fill(8))
  const calls = meter.calls()
  expect(calls.multiplyBaseP256?.count).toBe(5)
  expect(calls.multiplyBaseP256?.timesMs.length).toBe(5)
  expect(calls.multiplyBaseEd25519?.count).toBe(1)
  expect(calls.multiplyBaseP384).toBeUndefined()
})

test("meterInstances adds up the time inside", () => {
  bignum.multiplyBase("P-521", new Uint8Array(66).fill(1))
  const times = Object.values(meter.calls()).flatMap(({ timesMs }) => timesMs)
  expect(meter.insideMs()).toBeCloseTo(
    times.reduce((sum, ms) => sum + ms, 0),
    6,
  )
  expect(meter.insideMs()).toBeGreaterThan(0)
  meter.reset()
  expect(meter.insideMs()).toBe(0)
  expect(meter.calls()).toEqual({})
})

test("meterInstances changes no answer", () => {
  WebAssembly.Instance = Native
  const scalar = new Uint8Array(32).fill(9)
  expect(bignum.multiplyBase("SM2", scalar)).toEqual(loadBignum(module).multiplyBase("SM2", scalar))
})

test("meterInstances tells calls apart by the name that they are given", async () => {
  const byCount = meterInstances((name, args) => `${name} of ${args.length}`)
  loadBignum(module).multiplyBase("SM2", new Uint8Array(32).fill(9))
  WebAssembly.Instance = Native
  expect(Object.keys(byCount.calls())).toContain("multiplyBaseSm2 of 0")
})
