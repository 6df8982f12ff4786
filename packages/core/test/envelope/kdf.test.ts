import { expect, test } from "vitest"
import cavp from "../../../../vectors/cavp/kbkdf-counter-hmac-sha256.json" with { type: "json" }
import kat from "../../../../vectors/envelope/kat.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import { counterMode, deriveBytes } from "../../src/envelope/kdf.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"

test.each(cavp)("counterMode gives CAVP's answer $count for $bits bits", async (vector) => {
  const key = await webCrypto.importHmacKey(hex(vector.key))
  const request = { fixedInput: hex(vector.fixedInput), length: vector.bits / 8 }
  expect(encodeHex(await counterMode(webCrypto, key, request))).toBe(vector.output)
})

test.each(kat.kbkdf)("deriveBytes gives the known $bytes bytes of label $label", async (vector) => {
  const key = await webCrypto.importHmacKey(hex(vector.key))
  const label = new TextDecoder().decode(hex(vector.label))
  const request = { label, context: hex(vector.context), length: vector.bytes }
  expect(encodeHex(await deriveBytes(webCrypto, key, request))).toBe(vector.out)
})
