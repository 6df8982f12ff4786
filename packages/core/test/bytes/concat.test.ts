import { expect, test } from "vitest"
import { concatBytes } from "../../src/bytes/concat.ts"

test("concatBytes joins its parts in order, into an array of its own", () => {
  const part = Uint8Array.of(1, 2)
  const whole = concatBytes(part, new Uint8Array(0), Uint8Array.of(3))
  part.fill(0)
  expect([...whole]).toEqual([1, 2, 3])
  expect(concatBytes()).toEqual(new Uint8Array(0))
})
