/**
 * Writes made.json: answers for docs/formats by a second implementation, in the words of the specification and with
 * nothing of packages/core. Run it with `node vectors/envelope/make.ts`; it always writes the same file.
 */
import { createCipheriv, createHash, createHmac } from "node:crypto"
import { writeFileSync } from "node:fs"

const u16 = (value: number) => Buffer.from([value >> 8, value & 255])
const u32 = (value: number) => Buffer.concat([u16(value >>> 16), u16(value & 0xffff)])
const text = (value: string) => Buffer.concat([u16(Buffer.byteLength(value)), Buffer.from(value)])
const hmac = (key: Buffer, data: Buffer) => createHmac("sha256", key).update(data).digest()
const sha256 = (data: Buffer) => createHash("sha256").update(data).digest()

/** Reproducible bytes that look random. */
const bytes = (name: string, length: number) =>
  Buffer.concat(Array.from({ length: 300 }, (_, i) => sha256(Buffer.from(`${name} ${i}`)))).subarray(0, length)

const flip = (data: Buffer, at: number, bit = 1) => {
  const copy = Buffer.from(data)
  copy[at] ^= bit
  return copy
}

const kdf = (key: Buffer, label: string, context: Buffer, length: number) => {
  const blocks = Array.from({ length: Math.ceil(length / 32) }, (_, i) =>
    hmac(key, Buffer.concat([u32(i + 1), Buffer.from(label), Buffer.from([0]), context, u32(8 * length)])),
  )
  return Buffer.concat(blocks).subarray(0, length)
}

interface Sealing {
  parent: Buffer
  label: string
  head: Buffer
  A: Buffer
  salt: Buffer
  plaintext: Buffer
  /** For negatives: what a liar writes instead. */
  lie?: { commitment?: Buffer; iv?: Buffer }
}

const body = ({ parent, label, head, A, salt, plaintext, lie = {} }: Sealing) => {
  const header = Buffer.concat([head, salt])
  const derived = kdf(parent, label, sha256(Buffer.concat([header, u32(A.length), A])), 64)
  const commitment = lie.commitment ?? derived.subarray(32)
  const cipher = createCipheriv("aes-256-gcm", derived.subarray(0, 32), lie.iv ?? Buffer.alloc(12))
  cipher.setAAD(Buffer.concat([header, commitment, A]))
  const ciphertext = Buffer.concat([cipher.update(plaintext), cipher.final()])
  return Buffer.concat([salt, commitment, ciphertext, cipher.getAuthTag()])
}

type Pairs = [key: string, value: string][]
const byUtf8 = (a: [string, string], b: [string, string]) => Buffer.compare(Buffer.from(a[0]), Buffer.from(b[0]))
const encode = (pairs: Pairs) => Buffer.concat([u16(pairs.length), ...pairs.flat().map(text)])
const canonical = (context: Record<string, string>) => encode(Object.entries(context).sort(byUtf8))

const key = bytes("key material", 32)
const keyId = bytes("key id", 16)
const materialId = kdf(key, "kms/v1/material-id", keyId, 32)
const domainKey = bytes("domain key", 32)
const domainKeyId = bytes("domain key id", 16)
const rootKey = bytes("root key", 32)
const prefix = (kind: number, flags = 0) => Buffer.from([0xc5, 1, 0, 1, kind, flags])

const context = { Department: "IT", "\uff5e": "U+FF5E", "\u{1f511}": "U+1F511", caf\u00e9: "NFC" }
const plaintext = Buffer.from("a data key, or what else fits")
const message = (changes: Partial<Sealing> & { flags?: number } = {}) => {
  const head = Buffer.concat([prefix(1, changes.flags ?? 1), keyId, materialId])
  const place = { parent: key, label: "kms/v1/msg", head, A: canonical(context), salt: bytes("salt", 32), plaintext }
  return Buffer.concat([head, body({ ...place, ...changes })])
}

const genuine = message()
const at = { magic: 0, version: 1, suite: 3, kind: 4, flags: 5, keyId: 6, materialId: 22, salt: 54, commitment: 86, ciphertext: 118 }
const utf16Order: Pairs = Object.entries(context).sort(([a], [b]) => (a < b ? -1 : 1))
const joined = Buffer.from(Object.entries(context).sort(byUtf8).flat().join(""))

/** How far a reader comes: it stops when it parses, at the commitment, or at the tag. */
const negatives = [
  ["parse", "the magic is C4", flip(genuine, at.magic)],
  ["parse", "the version is 0", flip(genuine, at.version)],
  ["parse", "the suite is 0", flip(genuine, at.suite)],
  ["parse", "the kind is that of wrapped key material", flip(genuine, at.kind, 3)],
  ["parse", "a reserved flag is set", flip(genuine, at.flags, 2)],
  ["parse", "a reserved flag is set, and everything is sealed under it", message({ flags: 0x81 })],
  ["parse", "there is no ciphertext, only a genuine tag", message({ plaintext: Buffer.alloc(0) })],
  ["parse", "there are no bytes at all", Buffer.alloc(0)],
  ["commitment", "the flag of multi-Region keys is cleared", flip(genuine, at.flags)],
  ["commitment", "a bit of the key id is flipped", flip(genuine, at.keyId)],
  ["commitment", "a bit of the key material id is flipped", flip(genuine, at.materialId)],
  ["commitment", "a bit of the salt is flipped", flip(genuine, at.salt)],
  ["commitment", "the last bit of the salt is flipped", flip(genuine, at.commitment - 1)],
  ["commitment", "the first bit of the commitment is flipped", flip(genuine, at.commitment, 0x80)],
  ["commitment", "the last bit of the commitment is flipped", flip(genuine, at.ciphertext - 1)],
  ["commitment", "the commitment is a lie that AES-GCM authenticates", message({ lie: { commitment: bytes("lie", 32) } })],
  ["commitment", "the message was sealed under another key", message({ parent: bytes("another key", 32) })],
  ["commitment", "the label is that of wrapped key material", message({ label: "kms/v1/wrap" })],
  ["commitment", "the context is in UTF-16 order", message({ A: encode(utf16Order) })],
  ["commitment", "the context has no lengths", message({ A: joined })],
  ["tag", "a bit of the ciphertext is flipped", flip(genuine, at.ciphertext)],
  ["tag", "the last bit of the tag is flipped", flip(genuine, genuine.length - 1)],
  ["tag", "the last byte is missing", genuine.subarray(0, -1)],
  ["tag", "a byte is left over", Buffer.concat([genuine, Buffer.alloc(1)])],
  ["tag", "the IV is not zero", message({ lie: { iv: Buffer.alloc(12, 1) } })],
] as const

const wrongContexts: [rule: string, context: Record<string, string>][] = [
  ["the context is missing", {}],
  ["a pair is missing", { Department: "IT", "\uff5e": "U+FF5E", "\u{1f511}": "U+1F511" }],
  ["a pair is added", { ...context, more: "" }],
  ["a value differs in case", { ...context, Department: "it" }],
  ["a value has a space behind it", { ...context, Department: "IT " }],
  ["a letter moves from a value to its key", { ...context, Department: undefined, DepartmentI: "T" } as never],
  ["a key is normalised another way", { ...context, caf\u00e9: undefined, "cafe\u0301": "NFC" } as never],
]

const slot = Buffer.concat([Buffer.from([1]), kdf(rootKey, "kms/v1/root-id", Buffer.alloc(0), 16), u32(7), u16(112)])
const domainHead = Buffer.concat([prefix(3), domainKeyId, u32(3)])
const domainBody = body({
  parent: rootKey,
  label: "kms/v1/slot",
  head: Buffer.concat([domainHead, slot]),
  A: Buffer.alloc(0),
  salt: bytes("slot salt", 32),
  plaintext: domainKey,
})

const secretHead = Buffer.concat([prefix(8), domainKeyId, u32(3)])
const secret = Buffer.from("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY")
const owner = { purpose: "access-key", id: "AKIAIOSFODNN7EXAMPLE" }
const secretBody = body({
  parent: domainKey,
  label: "kms/v1/secret",
  head: secretHead,
  A: Buffer.concat([text(owner.purpose), text(owner.id)]),
  salt: bytes("secret salt", 32),
  plaintext: secret,
})

const row = '{"kind":"alias","id":"alias/ExampleAlias","revision":4,"epoch":3}'
const hedge = { random: bytes("random", 32), plaintext }
const hedgeInput = Buffer.concat([u32(0), Buffer.from("kms/v1/hedge\0"), hedge.random, hedge.plaintext])

const made = {
  made: "node vectors/envelope/make.ts",
  message: { key, keyId, keyMaterialId: materialId, multiRegion: true, context, salt: bytes("salt", 32), plaintext, blob: genuine },
  negatives: negatives.map(([stops, rule, blob]) => ({ stops, rule, blob })),
  wrongContexts: wrongContexts.map(([rule, wrong]) => ({ rule, context: wrong })),
  salt: { key, ...hedge, salt: hmac(key, hedgeInput) },
  domainKey: {
    rootKey,
    rootKeyId: slot.subarray(1, 17),
    rootVersion: 7,
    domainKeyId,
    epoch: 3,
    domainKey,
    record: Buffer.concat([domainHead, u16(1), slot, domainBody]),
  },
  secret: { domainKey, domainKeyId, epoch: 3, ...owner, secret, record: Buffer.concat([secretHead, secretBody]) },
  rowMac: { domainKey, text: row, mac: hmac(kdf(domainKey, "kms/v1/rowmac", Buffer.alloc(0), 32), Buffer.from(row)) },
}

const hexadecimal = (_: string, value: unknown) =>
  value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value
// Buffer has a toJSON of its own, which JSON.stringify asks before us.
Reflect.deleteProperty(Buffer.prototype, "toJSON")
writeFileSync(new URL("made.json", import.meta.url), `${JSON.stringify(made, hexadecimal, 1)}\n`)
