import { expect, test } from "vitest"
import { encodeUtf8 } from "../../src/bytes/utf8.ts"
import { hex } from "../hex.ts"

test("encodeUtf8 writes one to four bytes a code point", () => {
  expect(encodeUtf8("a\u{e9}\u{20ac}\u{1f511}")).toEqual(hex("61c3a9e282acf09f9491"))
})

test.each(["\ud83d", "a\udd11", "\udd11\ud83d"])(
  "encodeUtf8 refuses half a surrogate pair: %j",
  (text) => {
    expect(() => encodeUtf8(text)).toThrow("bytes/lone-surrogate")
  },
)
