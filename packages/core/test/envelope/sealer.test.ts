import { expect, test } from "vitest"
import kat from "../../../../vectors/envelope/kat.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import { keyMaterialId } from "../../src/envelope/key-material.ts"
import { openMessage, readMessageHeader } from "../../src/envelope/message.ts"
import { createSealer } from "../../src/envelope/sealer.ts"
import { systemRandom } from "../../src/random/system-random.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"
import { expectEveryChangeRefused } from "./every-change.ts"

const key = systemRandom(32)
const sealer = await createSealer(key)
const plaintext = new TextEncoder().encode("the combination of the safe")
const context = { purpose: "backup", year: "2026" }

test("A sealer opens what it sealed, under the same context in any order", async () => {
  const blob = await sealer.seal(plaintext, context)
  expect(blob.length).toBe(plaintext.length + 134)
  expect(await sealer.open(blob, { year: "2026", purpose: "backup" })).toEqual(plaintext)
  expect(await sealer.open(await sealer.seal(plaintext))).toEqual(plaintext)
})

test("A sealer opens nothing under another key or another context", async () => {
  const blob = await sealer.seal(plaintext, context)
  const other = await createSealer(systemRandom(32))
  expect(await other.open(blob, context)).toBeUndefined()
  expect(await sealer.open(blob)).toBeUndefined()
  expect(await sealer.open(blob, { ...context, more: "" })).toBeUndefined()
})

test("A sealer opens nothing that was changed anywhere", async () => {
  const blob = await sealer.seal(plaintext, context)
  await expectEveryChangeRefused(blob, (other) => sealer.open(other, context))
})

test("A sealer's blob has no key id, and names its key material", async () => {
  const parent = await webCrypto.importHmacKey(key)
  const keyId = new Uint8Array(16)
  const blob = await sealer.seal(plaintext, context)
  expect(readMessageHeader(blob)).toEqual({
    keyId,
    multiRegion: false,
    keyMaterialId: await keyMaterialId(webCrypto, parent, keyId),
  })
  expect(await openMessage(webCrypto, { parent, blob, context })).toEqual(plaintext)
})

test("A sealer opens the known blobs of a service, given their key material", async () => {
  for (const answer of kat.messages) {
    const own = await createSealer(hex(answer.km))
    const opened = await own.open(
      hex(answer.blob),
      answer.encryptionContext as Record<string, string>,
    )
    expect(encodeHex(opened ?? new Uint8Array())).toBe(answer.plaintext)
  }
})

test("A sealer does not need the bytes of its key any more, and takes its ports as arguments", async () => {
  const bytes = systemRandom(32)
  const copy = bytes.slice()
  let drawn = 0
  const random = (length: number) => {
    drawn += length
    return systemRandom(length)
  }
  const own = await createSealer(bytes, { random })
  bytes.fill(0)
  const blob = await own.seal(plaintext)
  expect(drawn).toBe(32)
  expect(await (await createSealer(copy)).open(blob)).toEqual(plaintext)
})

test.each([0, 16, 31, 33, 64])("A sealer refuses a key of %i bytes", async (length) => {
  await expect(createSealer(new Uint8Array(length))).rejects.toThrow("envelope/length: The key has")
})

test("A sealer refuses to seal nothing, too much, and a context that is not text", async () => {
  await expect(sealer.seal(new Uint8Array())).rejects.toThrow("envelope/length")
  await expect(sealer.seal(new Uint8Array(8193))).rejects.toThrow("envelope/length")
  const context = { count: 1 } as unknown as Record<string, string>
  await expect(sealer.seal(plaintext, context)).rejects.toThrow("context/not-text")
})
