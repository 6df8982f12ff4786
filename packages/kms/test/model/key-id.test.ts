import fc from "fast-check"
import { describe, expect, test } from "vitest"
import {
  isKeyId,
  keyIdBytes,
  keyIdFromBytes,
  keyRowId,
  uuidFromRandom,
} from "../../src/model/key-id.ts"

const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab"
const multiRegionId = "mrk-1234abcd12ab34cd56ef1234567890ab"

describe("Key ids", () => {
  test.each([keyId, multiRegionId])("isKeyId accepts %s", (id) => {
    expect(isKeyId(id)).toBe(true)
  })

  test.each([
    "",
    "fake-key-id",
    keyId.toUpperCase(),
    `${keyId}\n`,
    ` ${keyId}`,
    keyId.replaceAll("-", ""),
    `mrk-${keyId}`,
    multiRegionId.slice(0, -1),
    `key/${keyId}`,
  ])("isKeyId refuses '%s'", (id) => {
    expect(isKeyId(id)).toBe(false)
  })

  test("keyIdFromBytes inverts keyIdBytes, and keyIdBytes it", () => {
    expect(keyIdFromBytes(keyIdBytes(keyId), false)).toBe(keyId)
    expect(keyIdFromBytes(keyIdBytes(multiRegionId), true)).toBe(multiRegionId)
    const ids = fc.uint8Array({ minLength: 16, maxLength: 16 })
    fc.assert(
      fc.property(ids, fc.boolean(), (bytes, multiRegion) => {
        const id = keyIdFromBytes(bytes, multiRegion)
        expect(isKeyId(id)).toBe(true)
        expect(keyIdBytes(id)).toEqual(bytes)
      }),
    )
  })

  test("uuidFromRandom sets version and variant of RFC 9562, and leaves the other 122 bits", () => {
    expect(uuidFromRandom(new Uint8Array(16))).toBe("00000000-0000-4000-8000-000000000000")
    expect(uuidFromRandom(new Uint8Array(16).fill(255))).toBe(
      "ffffffff-ffff-4fff-bfff-ffffffffffff",
    )
  })

  test("keyRowId begins with account and Region", () => {
    expect(keyRowId({ account: "1", region: "r" }, "k")).toBe("1/r/k")
  })
})
