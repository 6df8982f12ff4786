import { expect, test } from "vitest"
import { compareUtf8 } from "../../src/storage/compare-utf8.ts"

/** The ends of what takes one, two, three and four bytes, and of the surrogates between. */
const characters = ["\0", "\u007f", "\u0080", "\u07ff", "\u0800", "\ud7ff", "\ue000", "\uffff"]
characters.push("\u{10000}", "\u{10ffff}")
const texts = [
  "",
  ...characters,
  ...characters.flatMap((one) => characters.map((two) => one + two)),
]

test("compareUtf8 orders as the bytes do", () => {
  for (const one of texts) {
    for (const other of texts) {
      const expected = Buffer.compare(Buffer.from(one), Buffer.from(other))
      expect(Math.sign(compareUtf8(one, other)), JSON.stringify([one, other])).toBe(expected)
    }
  }
})
