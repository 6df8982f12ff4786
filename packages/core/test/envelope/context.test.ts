import fc from "fast-check"
import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { type EncryptionContext, encodeEncryptionContext } from "../../src/envelope/context.ts"

const encode = (context: EncryptionContext | undefined) =>
  encodeHex(encodeEncryptionContext(context))

test("No context and an empty one are the same two bytes", () => {
  expect(encode(undefined)).toBe("0000")
  expect(encode({})).toBe("0000")
})

test("A context is its pairs behind their count, every text behind its length", () => {
  expect(encode({ Purpose: "Test", Dept: "IT" })).toBe(
    "0002000444657074000249540007507572706f7365000454657374",
  )
})

test("A letter cannot move from a key to its value", () => {
  expect(encode({ a: "bc" })).not.toBe(encode({ ab: "c" }))
})

test("Keys are in the order of their UTF-8 bytes, which is not JavaScript's", () => {
  const keys = ["\uff5e", "\u{1f511}"]
  expect([...keys].sort()).toEqual(["\u{1f511}", "\uff5e"])
  expect(encode({ "\u{1f511}": "", "\uff5e": "" })).toBe("00020003efbd9e00000004f09f94910000")
})

test("A shorter key comes before a longer one that begins with it", () => {
  expect(encode({ ab: "", a: "" })).toBe("00020001610000000261620000")
})

test("The order in which pairs were written does not matter", () => {
  const law = fc.property(
    fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" })),
    (context) => {
      const reversed = Object.fromEntries(Object.entries(context).reverse())
      expect(encode(reversed)).toBe(encode(context))
    },
  )
  fc.assert(law)
})

test("Two different contexts never have the same bytes", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "\0"), maxLength: 3 })
  const contexts = fc.dictionary(letters, letters, { maxKeys: 3 })
  const normal = (context: object) => JSON.stringify(Object.entries(context).sort())
  const law = fc.property(contexts, contexts, (a, b) => {
    expect(encode(a) === encode(b)).toBe(normal(a) === normal(b))
  })
  fc.assert(law, { numRuns: 1000 })
})

test("A key named __proto__ is a key like others", () => {
  const context = JSON.parse('{"__proto__":"x"}')
  expect(encode(context)).toBe("000100095f5f70726f746f5f5f000178")
})

test("Text is taken as it is: composed and decomposed letters differ", () => {
  expect(encode({ "caf\u{e9}": "" })).not.toBe(encode({ "cafe\u{301}": "" }))
})

test.each([{ "\ud800": "" }, { a: "\udc00" }])(
  "Half a surrogate pair is refused: %j",
  (context) => {
    expect(() => encode(context)).toThrow("bytes/lone-surrogate")
  },
)

test.each([null, 1, undefined, {}])("A value that is no string is refused: %j", (value) => {
  expect(() => encode({ a: value as never })).toThrow("context/not-text")
})

test("A context of exactly 8192 bytes is encoded, and one more byte is refused", () => {
  const room = 8192 - 2 - 4 - 1
  expect(encodeEncryptionContext({ a: "x".repeat(room) })).toHaveLength(8192)
  expect(() => encodeEncryptionContext({ a: "x".repeat(room + 1) })).toThrow("context/too-long")
  expect(() => encodeEncryptionContext({ a: "\u{e9}".repeat(room / 2 + 1) })).toThrow(
    "more than 8192 bytes",
  )
})
