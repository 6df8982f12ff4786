import fc from "fast-check"
import { expect, test } from "vitest"
import kat from "../../../../vectors/envelope/kat.json" with { type: "json" }
import made from "../../../../vectors/envelope/made.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import { type EncryptionContext, encodeEncryptionContext } from "../../src/envelope/context.ts"
import { formats } from "../../src/envelope/layout.ts"
import { openMessage, readMessageHeader, sealMessage } from "../../src/envelope/message.ts"
import { sealWithSalt } from "../../src/envelope/seal.ts"
import { systemRandom } from "../../src/random/system-random.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"
import { record } from "../symmetric/recording.ts"

const parent = await webCrypto.importHmacKey(hex(made.message.key))
const genuine = hex(made.message.blob)
const context: EncryptionContext = made.message.context
const header = {
  keyId: hex(made.message.keyId),
  multiRegion: true,
  keyMaterialId: hex(made.message.keyMaterialId),
}
const seal = (plaintext: Uint8Array, other: Partial<Parameters<typeof sealMessage>[1]> = {}) =>
  sealMessage(webCrypto, { parent, header, context, plaintext, random: systemRandom, ...other })

const answers = [
  ...kat.messages.map((message) => ({
    ...message,
    key: message.km,
    note: `kat.json, ${message.note}`,
  })),
  { ...made.message, encryptionContext: context, note: "made.json" },
]

test.each(answers)(
  "A known blob opens, and is sealed again byte for byte ($note)",
  async (answer) => {
    const key = await webCrypto.importHmacKey(hex(answer.key))
    const known = answer.encryptionContext as EncryptionContext
    const blob = hex(answer.blob)
    const plaintext = await openMessage(webCrypto, { parent: key, blob, context: known })
    expect(plaintext).toEqual(hex(answer.plaintext))

    const { label, headBytes } = formats.message
    const associated = encodeEncryptionContext(known)
    const place = { parent: key, label, head: blob.subarray(0, headBytes), associated }
    const salted = { plaintext: hex(answer.plaintext), salt: hex(answer.salt) }
    expect(encodeHex(await sealWithSalt(webCrypto, place, salted))).toBe(
      answer.blob.slice(2 * headBytes),
    )
  },
)

test("The header of a known blob says its key, its version and whether it is multi-Region", () => {
  expect(readMessageHeader(genuine)).toEqual(header)
  const single = genuine.slice()
  single[5] = 0
  expect(readMessageHeader(single)).toEqual({ ...header, multiRegion: false })
})

const steps = {
  parse: [],
  commitment: ["sha256", "hmacSha256", "hmacSha256"],
  tag: ["sha256", "hmacSha256", "hmacSha256", "openAes256Gcm"],
}

test.each(made.negatives)("A blob is refused at the $stops when $rule", async ({ stops, blob }) => {
  const { symmetric, calls } = record()
  expect(await openMessage(symmetric, { parent, blob: hex(blob), context })).toBeUndefined()
  expect(calls).toEqual(steps[stops as keyof typeof steps])
})

test.each(kat.negative)("A blob is refused: $note (kat.json)", async ({ km, blob }) => {
  const key = await webCrypto.importHmacKey(hex(km))
  expect(
    await openMessage(webCrypto, { parent: key, blob: hex(blob), context: {} }),
  ).toBeUndefined()
})

test.each(made.wrongContexts)("A blob is refused at the commitment when $rule", async (wrong) => {
  const { symmetric, calls } = record()
  const blob = { parent, blob: genuine, context: wrong.context as unknown as EncryptionContext }
  expect(await openMessage(symmetric, blob)).toBeUndefined()
  expect(calls).toEqual(steps.commitment)
})

test("A blob sealed under a:bc does not open under ab:c", async () => {
  const blob = await seal(Uint8Array.of(1), { context: { a: "bc" } })
  expect(await openMessage(webCrypto, { parent, blob, context: { ab: "c" } })).toBeUndefined()
  expect(await openMessage(webCrypto, { parent, blob, context: { a: "bc" } })).toEqual(
    Uint8Array.of(1),
  )
})

test("Every single changed byte of a blob is refused", async () => {
  const opened = Array.from(genuine, async (byte, at) => {
    const blob = genuine.slice()
    blob[at] = byte ^ (1 << (at & 7))
    return openMessage(webCrypto, { parent, blob, context })
  })
  expect(new Set(await Promise.all(opened))).toEqual(new Set([undefined]))
})

test("Every beginning of a blob is refused", async () => {
  const opened = Array.from(genuine, (_, length) =>
    openMessage(webCrypto, { parent, blob: genuine.subarray(0, length), context }),
  )
  expect(new Set(await Promise.all(opened))).toEqual(new Set([undefined]))
})

test("openMessage inverts sealMessage, and the blob is 134 bytes longer", async () => {
  const contexts = fc.dictionary(fc.string({ unit: "grapheme" }), fc.string({ unit: "grapheme" }))
  const plaintexts = fc.uint8Array({ minLength: 1, maxLength: 300 })
  const law = fc.asyncProperty(plaintexts, contexts, async (plaintext, pairs) => {
    const blob = await seal(plaintext, { context: pairs })
    expect(blob).toHaveLength(plaintext.length + 134)
    expect(readMessageHeader(blob)).toEqual(header)
    expect(await openMessage(webCrypto, { parent, blob, context: pairs })).toEqual(plaintext)
  })
  await fc.assert(law, { numRuns: 50 })
})

test("The same message is sealed differently each time", async () => {
  const [first, second] = await Promise.all([seal(Uint8Array.of(1)), seal(Uint8Array.of(1))])
  expect(first).not.toEqual(second)
})

test("Sealing leaves plaintext, header and random bytes as they were", async () => {
  const plaintext = Uint8Array.of(1, 2, 3)
  await seal(plaintext)
  expect(plaintext).toEqual(Uint8Array.of(1, 2, 3))
  expect(header.keyId).toEqual(hex(made.message.keyId))
})

test("The smallest and the largest plaintext are sealed and opened", async () => {
  for (const length of [1, 8192]) {
    const plaintext = systemRandom(length)
    const blob = await seal(plaintext)
    expect(await openMessage(webCrypto, { parent, blob, context })).toEqual(plaintext)
    expect(readMessageHeader(new Uint8Array([...blob, ...new Uint8Array(8192)]))).toBeUndefined()
  }
})

test("An empty plaintext and one of 8193 bytes are refused", async () => {
  await expect(seal(new Uint8Array(0))).rejects.toThrow(
    "The plaintext has 0 bytes where 1 to 8192 are due.",
  )
  await expect(seal(new Uint8Array(8193))).rejects.toThrow("envelope/length")
})

test("An id of the wrong length is refused", async () => {
  const wrong = { ...header, keyMaterialId: new Uint8Array(31) }
  await expect(seal(Uint8Array.of(1), { header: wrong })).rejects.toThrow(
    "The keyMaterialId has 31 bytes",
  )
})
