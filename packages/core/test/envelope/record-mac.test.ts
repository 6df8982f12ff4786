import { expect, test } from "vitest"
import made from "../../../../vectors/envelope/made.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import { macRecord, recordMacKey } from "../../src/envelope/record-mac.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"

const domainKey = await webCrypto.importHmacKey(hex(made.rowMac.domainKey))
const macKey = await recordMacKey(webCrypto, domainKey)

test("The MAC of a known row is its own", async () => {
  expect(encodeHex(await macRecord(webCrypto, macKey, made.rowMac.text))).toBe(made.rowMac.mac)
})

test("A row that differs in one letter has another MAC", async () => {
  const other = made.rowMac.text.replace('"revision":4', '"revision":5')
  expect(encodeHex(await macRecord(webCrypto, macKey, other))).not.toBe(made.rowMac.mac)
})

test("Text that has no UTF-8 form is refused", async () => {
  await expect(macRecord(webCrypto, macKey, "\ud800")).rejects.toThrow("bytes/lone-surrogate")
})
