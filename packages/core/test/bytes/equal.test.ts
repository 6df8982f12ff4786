import fc from "fast-check"
import { expect, test } from "vitest"
import { equalBytes } from "../../src/bytes/equal.ts"

test("equalBytes finds equal bytes equal", () => {
  fc.assert(fc.property(fc.uint8Array(), (bytes) => equalBytes(bytes, bytes.slice())))
})

test("equalBytes finds every single flipped bit", () => {
  const bytes = Uint8Array.from({ length: 40 }, (_, i) => 7 * i)
  for (let bit = 0; bit < 8 * bytes.length; bit++) {
    const other = bytes.slice()
    other[bit >> 3] = (other[bit >> 3] as number) ^ (1 << (bit & 7))
    expect(equalBytes(bytes, other)).toBe(false)
  }
})

test("equalBytes finds a beginning different from the whole", () => {
  expect(equalBytes(Uint8Array.of(1, 0), Uint8Array.of(1))).toBe(false)
})
