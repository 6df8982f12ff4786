import fc from "fast-check"
import { expect, test } from "vitest"
import {
  decodeBase64,
  decodeBase64Url,
  encodeBase64,
  encodeBase64Url,
} from "../../src/bytes/base64.ts"

/** RFC 4648, section 10. */
const known = [
  ["", ""],
  ["f", "Zg=="],
  ["fo", "Zm8="],
  ["foo", "Zm9v"],
  ["foob", "Zm9vYg=="],
  ["fooba", "Zm9vYmE="],
  ["foobar", "Zm9vYmFy"],
] as const

test.each(known)("base64 of %j is %j, and back (RFC 4648, section 10)", (text, encoded) => {
  const bytes = new TextEncoder().encode(text)
  expect(encodeBase64(bytes)).toBe(encoded)
  expect(decodeBase64(encoded)).toEqual(bytes)
})

test("encodeBase64 writes what btoa writes", () => {
  const law = fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    expect(encodeBase64(bytes)).toBe(btoa(String.fromCharCode(...bytes)))
  })
  fc.assert(law)
})

test("decodeBase64 inverts encodeBase64, and the URL form is inverted too", () => {
  const law = fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
    expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes)
    expect(decodeBase64Url(encodeBase64Url(bytes))).toEqual(bytes)
  })
  fc.assert(law)
})

test("decodeBase64 takes a text only when encodeBase64 writes exactly it", () => {
  const characters = fc.constantFrom(..."AZaz09+/=-_ \n\u{141}")
  const law = fc.property(fc.string({ unit: characters, maxLength: 12 }), (text) => {
    const bytes = decodeBase64(text)
    if (bytes !== undefined) expect(encodeBase64(bytes)).toBe(text)
    const urlBytes = decodeBase64Url(text)
    if (urlBytes !== undefined) expect(encodeBase64Url(urlBytes)).toBe(text)
  })
  fc.assert(law, { numRuns: 3000 })
})

const refused = [
  ["padding is missing", "Zg"],
  ["padding is half", "Zg="],
  ["there is only padding", "===="],
  ["padding stands in the middle", "Zg==Zg=="],
  ["padding is too long", "Z==="],
  ["bits are set behind the last byte", "Zh=="],
  ["bits are set behind the last two bytes", "Zm9="],
  ["white space is inside", "Zm 9"],
  ["a line feed is behind", "Zm9v\n"],
  ["the alphabet is that of URLs", "-_-_"],
  ["a character is not ASCII", "Zm9\u{176}"],
] as const

test.each(refused)("decodeBase64 refuses a text where %s", (_, text) => {
  expect(decodeBase64(text)).toBeUndefined()
})

test("decodeBase64Url refuses padding and the standard alphabet", () => {
  expect(decodeBase64Url("Zg==")).toBeUndefined()
  expect(decodeBase64Url("+/+/")).toBeUndefined()
  expect(decodeBase64Url("Z")).toBeUndefined()
})
