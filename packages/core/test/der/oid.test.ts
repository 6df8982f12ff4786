import fc from "fast-check"
import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { decodeOid, encodeOid } from "../../src/der/oid.ts"
import { hex } from "../hex.ts"

test.each([
  ["1.2.840.113549.1.1.1", "2a864886f70d010101"],
  ["1.3.101.112", "2b6570"],
  ["1.2.156.10197.1.301", "2a811ccf5501822d"],
  ["2.999", "8837"],
  ["0.39", "27"],
])("%s is %s, and back", (dotted, bytes) => {
  expect(encodeHex(encodeOid(dotted))).toBe(bytes)
  expect(decodeOid(hex(bytes))).toBe(dotted)
})

test("What decodeOid takes, encodeOid writes again byte for byte", () => {
  const law = fc.property(fc.uint8Array({ maxLength: 8 }), (bytes) => {
    const dotted = decodeOid(bytes)
    if (dotted !== undefined) expect(encodeOid(dotted)).toEqual(bytes)
  })
  fc.assert(law, { numRuns: 2000 })
})

test.each([
  ["it is empty", ""],
  ["its last arc is cut off", "2a86"],
  ["an arc is padded", "2a8001"],
  ["an arc has more than 28 bits", "2a9080808000"],
])("decodeOid refuses an identifier when %s", (_, bytes) => {
  expect(decodeOid(hex(bytes))).toBeUndefined()
})
