import fc from "fast-check"
import { expect, test } from "vitest"
import { decodeHex, encodeHex } from "../../src/bytes/hex.ts"

test("decodeHex inverts encodeHex, in either case", () => {
  const law = fc.property(fc.uint8Array(), (bytes) => {
    const text = encodeHex(bytes)
    expect(decodeHex(text)).toEqual(bytes)
    expect(decodeHex(text.toUpperCase())).toEqual(bytes)
  })
  fc.assert(law)
})

test("encodeHex writes two lower-case digits for each byte", () => {
  expect(encodeHex(Uint8Array.of(0x00, 0x0a, 0xf0, 0xff))).toBe("000af0ff")
})

test.each(["0", "0g", " 00", "00 ", "0x00", "00\n", "00:00"])("decodeHex refuses %j", (text) => {
  expect(decodeHex(text)).toBeUndefined()
})
