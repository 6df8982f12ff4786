import { expect, test } from "vitest"
import { Columns } from "../../scripts/fields/columns.ts"

const bits52 = { code: "x", min: 0n, max: 2n ** 52n - 1n }

test("Columns shifts and masks a column that stays in its lane", () => {
  const columns = new Columns(52)
  columns.define(0, { code: "start", min: 0n, max: 2n ** 64n - 2n ** 52n })
  columns.add(0, 1, bits52)
  expect(columns.high(0, 52)).toEqual({ code: "i64x2.shr_u(t0, 52)", min: 0n, max: 2n ** 12n - 1n })
  expect(columns.low(0, 52, "mask").max).toBe(2n ** 52n - 1n)
})

test("Columns refuses a column that may pass 2^64", () => {
  const columns = new Columns(52)
  columns.define(0, { code: "start", min: 0n, max: 2n ** 64n - 2n ** 52n })
  columns.add(0, 1, bits52)
  columns.add(0, 1, bits52)
  expect(() => columns.high(0, 52)).toThrow("column 0 may reach")
})

test("Columns refuses a column that may become negative", () => {
  const columns = new Columns(52)
  columns.define(0, { code: "start", min: 0n, max: 5n })
  columns.add(0, -1, bits52)
  expect(() => columns.low(0, 52, "mask")).toThrow("column 0 may reach")
  expect(columns.signed(0).min).toBe(1n - 2n ** 52n)
})

test("Columns cuts a term that a shift would push out of its lane", () => {
  const columns = new Columns(52)
  columns.define(1, { code: "a", min: 0n, max: 0n })
  columns.define(2, { code: "b", min: 0n, max: 0n })
  columns.addShifted(0, 1, bits52, 52 + 16, new Map())
  expect(columns.whole(1).max).toBe(2n ** 52n - 1n)
  expect(columns.whole(2).max).toBe(2n ** 16n - 1n)
})
