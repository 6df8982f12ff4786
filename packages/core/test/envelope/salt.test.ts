import { expect, test } from "vitest"
import made from "../../../../vectors/envelope/made.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import { hedgedSalt } from "../../src/envelope/salt.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"

test("The salt is the one of the specification", async () => {
  const parent = await webCrypto.importHmacKey(hex(made.salt.key))
  const random = (length: number) => hex(made.salt.random).subarray(0, length)
  const salt = await hedgedSalt(webCrypto, parent, { random, plaintext: hex(made.salt.plaintext) })
  expect(encodeHex(salt)).toBe(made.salt.salt)
})

test("Where randomness repeats, another plaintext still gets another salt", async () => {
  const parent = await webCrypto.importHmacKey(new Uint8Array(32))
  const random = (length: number) => new Uint8Array(length)
  const salts = [0, 1, 0].map((byte) =>
    hedgedSalt(webCrypto, parent, { random, plaintext: Uint8Array.of(byte) }),
  )
  const [first, second, third] = await Promise.all(salts)
  expect(first).not.toEqual(second)
  expect(first).toEqual(third)
})
