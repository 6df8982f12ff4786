import { expect, test } from "vitest"
import { DerReader } from "../../src/der/reader.ts"
import { hex } from "../hex.ts"

const read = (text: string) => new DerReader(hex(text))

test("A reader walks over the elements of a sequence, in order, to its end", () => {
  const file = read(
    "3018" + "02020080" + "04021234" + "03020056" + "0500" + "06032b6570" + "a1030401ff",
  )
  const inside = file.sequence()
  file.end()
  expect(inside.integer()).toEqual(hex("80"))
  expect(inside.octets()).toEqual(hex("1234"))
  expect(inside.bits()).toEqual(hex("56"))
  inside.nothing()
  expect(inside.oid()).toBe("1.3.101.112")
  expect(inside.hasContext(0)).toBe(false)
  expect(inside.hasContext(1)).toBe(true)
  const context = inside.context(1)
  expect(context.octets()).toEqual(hex("ff"))
  context.end()
  expect(inside.hasContext(1)).toBe(false)
  inside.end()
})

test("Byte strings are views of the input", () => {
  const bytes = hex("04021234")
  const octets = new DerReader(bytes).octets()
  bytes[2] = 0xff
  expect(octets).toEqual(hex("ff34"))
})

test.each([
  ["020100", "00"],
  ["02017f", "7f"],
  ["02020080", "80"],
  ["02020100", "0100"],
])("The integer %s is the number %s", (der, magnitude) => {
  expect(read(der).integer()).toEqual(hex(magnitude))
})

test.each([127, 128, 255, 256, 65535])(
  "An octet string of %d bytes has its shortest length",
  (length) => {
    const long =
      length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255]
    const der = new Uint8Array([0x04, ...long, ...new Uint8Array(length)])
    expect(new DerReader(der).octets()).toHaveLength(length)
  },
)

const refused: [code: string, offset: number, der: string, verb: (reader: DerReader) => unknown][] =
  [
    ["der/truncated", 0, "", (reader) => reader.octets()],
    ["der/truncated", 1, "04", (reader) => reader.octets()],
    ["der/truncated", 3, "040212", (reader) => reader.octets()],
    ["der/truncated", 2, "0482", (reader) => reader.octets()],
    ["der/truncated", 4, "30020401", (reader) => reader.sequence().octets()],
    ["der/unexpected-tag", 0, "0400", (reader) => reader.sequence()],
    ["der/unexpected-tag", 0, "2400", (reader) => reader.octets()],
    ["der/length-indefinite", 1, "30800000", (reader) => reader.sequence()],
    ["der/length-not-minimal", 1, "04810100", (reader) => reader.octets()],
    ["der/length-not-minimal", 1, "0482000100", (reader) => reader.octets()],
    ["der/length-not-minimal", 1, `048200ff${"00".repeat(255)}`, (reader) => reader.octets()],
    ["der/length-too-long", 1, "048301000000", (reader) => reader.octets()],
    ["der/length-too-long", 1, "04ff00", (reader) => reader.octets()],
    ["der/integer-empty", 0, "0200", (reader) => reader.integer()],
    ["der/integer-padded", 0, "02020001", (reader) => reader.integer()],
    ["der/integer-negative", 0, "020180", (reader) => reader.integer()],
    ["der/integer-negative", 0, "0202ffff", (reader) => reader.integer()],
    ["der/null-not-empty", 0, "050100", (reader) => reader.nothing()],
    ["der/bits-unused", 0, "03020110", (reader) => reader.bits()],
    ["der/bits-unused", 0, "0300", (reader) => reader.bits()],
    ["der/oid-malformed", 0, "0600", (reader) => reader.oid()],
    ["der/oid-malformed", 0, "06022a80", (reader) => reader.oid()],
    ["der/oid-malformed", 0, "06032a8001", (reader) => reader.oid()],
    ["der/leftover", 2, "050000", (reader) => [reader.nothing(), reader.end()]],
  ]

test.each(refused)("A reader refuses with %s at %d: %s", (code, offset, der, verb) => {
  expect(() => verb(read(der))).toThrow(`${code} at ${offset}:`)
})

test("An error names the element that should be there", () => {
  expect(() => read("0400").sequence()).toThrow("Another element stands where sequence should be.")
  expect(() => read("0400").context(1)).toThrow("where [1] should be")
})

test("Offsets inside nested elements count from the start of the input", () => {
  const inside = read("30053003020101").sequence().sequence()
  expect(inside.offset).toBe(4)
  expect(() => inside.octets()).toThrow("der/unexpected-tag at 4:")
})

test("Sixty-five thousand nested sequences cost one step, not one frame each", () => {
  const bomb = new Uint8Array(65539).fill(0x30)
  bomb.set([0x30, 0x82, 0xff, 0xff])
  const inside = new DerReader(bomb).sequence()
  expect(() => inside.integer()).toThrow("der/unexpected-tag at 4:")
})
