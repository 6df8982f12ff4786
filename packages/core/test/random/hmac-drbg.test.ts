import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { encodeUtf8 } from "../../src/bytes/utf8.ts"
import { createHmacDrbg } from "../../src/random/hmac-drbg.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"

// NIST's own vectors use a nonce, additional input and reseeding, none of which a seeded key has. The known answers of
// det-keygen (generate-key-pair.test.ts) stand on this stream; here its draws are held against the standard's steps.

const seed = new Uint8Array(16).fill(0x42)
const personalization = encodeUtf8("det ECDSA key gen P-256")
const start = () => createHmacDrbg(webCrypto, seed, personalization)

/** SP 800-90A rev. 1, section 10.1.2, step by step, with raw keys. */
async function literalDraws(lengths: readonly number[]): Promise<string[]> {
  const hmac = async (key: Uint8Array, ...parts: Uint8Array[]) => {
    const input = new Uint8Array(parts.flatMap((part) => [...part]))
    return webCrypto.hmacSha256(await webCrypto.importHmacKey(key), input)
  }
  const material = new Uint8Array([...seed, ...personalization])
  let K: Uint8Array = new Uint8Array(32)
  let V: Uint8Array = new Uint8Array(32).fill(1)
  for (const round of [0, 1]) {
    K = await hmac(K, V, Uint8Array.of(round), material)
    V = await hmac(K, V)
  }
  const draws: string[] = []
  for (const length of lengths) {
    let output = ""
    while (output.length < 2 * length) {
      V = await hmac(K, V)
      output += encodeHex(V)
    }
    draws.push(output.slice(0, 2 * length))
    K = await hmac(K, V, Uint8Array.of(0))
    V = await hmac(K, V)
  }
  return draws
}

test("Draws are those of the standard's steps, whatever their lengths", async () => {
  const lengths = [32, 1, 128, 33, 0, 64]
  const drbg = await start()
  const draws: string[] = []
  for (const length of lengths) draws.push(encodeHex(await drbg.draw(length)))
  expect(draws).toEqual(await literalDraws(lengths))
})

test("Draws that overlap are served in the order they were asked for", async () => {
  const drbg = await start()
  const draws = await Promise.all([drbg.draw(100), drbg.draw(8), drbg.draw(8)])
  expect(draws.map(encodeHex)).toEqual(await literalDraws([100, 8, 8]))
})

test("Two draws of 8 bytes are not one of 16", async () => {
  const [one, other] = [await start(), await start()]
  const two = [await one.draw(8), await one.draw(8)].map(encodeHex).join("")
  expect(two).not.toBe(encodeHex(await other.draw(16)))
})

test("The seed may be wiped as soon as the generator was asked for", async () => {
  const own = seed.slice()
  const starting = createHmacDrbg(webCrypto, own, personalization)
  own.fill(0)
  expect(encodeHex(await (await starting).draw(32))).toBe((await literalDraws([32]))[0])
})

test("Another personalization gives another stream", async () => {
  const other = await createHmacDrbg(webCrypto, seed, encodeUtf8("det ECDSA key gen P-384"))
  expect(encodeHex(await other.draw(32))).not.toBe((await literalDraws([32]))[0])
})
