import { expect, test } from "vitest"
import kat from "../../../../vectors/envelope/kat.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import {
  keyMaterialId,
  readKeyMaterialHeader,
  unwrapKeyMaterial,
  wrapKeyMaterial,
} from "../../src/envelope/key-material.ts"
import { formats } from "../../src/envelope/layout.ts"
import { lengthPrefixed } from "../../src/envelope/length-prefixed.ts"
import { type MaterialType, materialTypes } from "../../src/envelope/material-types.ts"
import { sealWithSalt } from "../../src/envelope/seal.ts"
import { systemRandom } from "../../src/random/system-random.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"
import { expectEveryChangeRefused } from "./every-change.ts"

/** As the known answers were made: account, Region, key usage, origin, multi-Region. */
const attributes = ["111122223333", "us-west-2", "ENCRYPT_DECRYPT", "AWS_KMS", "0"]
const [known] = kat.wrapped
if (known === undefined) throw new Error("kat.json holds no wrapped key material")
const parent = await webCrypto.importHmacKey(hex(known.domainKey))
const header = {
  domainKeyId: hex(known.domainKeyId),
  epoch: known.epoch,
  keyId: hex(known.keyId),
  multiRegion: false,
  keyMaterialId: hex(known.materialId),
  materialType: known.specCode as MaterialType,
}
const wrap = (changes: Partial<Parameters<typeof wrapKeyMaterial>[1]> = {}) => {
  const material = Uint8Array.of(1, 2, 3)
  const request = { parent, header, attributes, material, random: systemRandom, ...changes }
  return wrapKeyMaterial(webCrypto, request)
}

test.each(kat.wrapped)(
  "Known material of $spec unwraps, and is wrapped again byte for byte",
  async (answer) => {
    const record = hex(answer.record)
    const material = await unwrapKeyMaterial(webCrypto, { parent, record, attributes })
    expect(material).toEqual(hex(answer.material))
    expect(materialTypes[answer.spec as keyof typeof materialTypes]).toBe(answer.specCode)

    const { label, headBytes } = formats.keyMaterial
    const associated = lengthPrefixed(attributes)
    expect(encodeHex(associated)).toBe(answer.attributes)
    const place = { parent, label, head: record.subarray(0, headBytes), associated }
    const salted = { plaintext: hex(answer.material), salt: hex(answer.salt) }
    expect(encodeHex(await sealWithSalt(webCrypto, place, salted))).toBe(
      answer.record.slice(2 * headBytes),
    )
  },
)

test.each(kat.wrapped)("The id of known material of $spec is its own", async (answer) => {
  const material = hex(answer.material)
  const raw = material.length === 32 ? material : await webCrypto.sha256(material)
  const id = await keyMaterialId(webCrypto, await webCrypto.importHmacKey(raw), hex(answer.keyId))
  expect(encodeHex(id)).toBe(answer.materialId)
})

test("The id of the same material under another key id is another", async () => {
  const material = await webCrypto.importHmacKey(new Uint8Array(32))
  const ids = [0, 1].map((byte) =>
    keyMaterialId(webCrypto, material, new Uint8Array(16).fill(byte)),
  )
  expect(await ids[0]).not.toEqual(await ids[1])
  expect(() => keyMaterialId(webCrypto, material, new Uint8Array(15))).toThrow("envelope/length")
})

test("A wrapped record says all that was put into its header", async () => {
  const others = {
    ...header,
    multiRegion: true,
    epoch: 0xffff_ffff,
    materialType: materialTypes.SM2,
  }
  expect(readKeyMaterialHeader(await wrap({ header: others }))).toEqual(others)
})

test("unwrapKeyMaterial inverts wrapKeyMaterial", async () => {
  const record = await wrap()
  expect(await unwrapKeyMaterial(webCrypto, { parent, record, attributes })).toEqual(
    Uint8Array.of(1, 2, 3),
  )
})

test("Every changed, missing or added byte of a record is refused", async () => {
  const open = (record: Uint8Array) => unwrapKeyMaterial(webCrypto, { parent, record, attributes })
  await expectEveryChangeRefused(await wrap(), open)
})

const wrongAttributes = [
  ["the account is another", ["999999999999", "us-west-2", "ENCRYPT_DECRYPT", "AWS_KMS", "0"]],
  ["the usage is another", ["111122223333", "us-west-2", "SIGN_VERIFY", "AWS_KMS", "0"]],
  ["an attribute is missing", attributes.slice(1)],
  ["an attribute is added", [...attributes, ""]],
  ["two attributes are joined", ["111122223333us-west-2", "ENCRYPT_DECRYPT", "AWS_KMS", "0"]],
  ["the order is another", attributes.toReversed()],
] as const

test.each(wrongAttributes)("A record is refused when %s", async (_, others) => {
  const record = hex(known.record)
  expect(await unwrapKeyMaterial(webCrypto, { parent, record, attributes: others })).toBeUndefined()
})

test("A record is refused under another domain key", async () => {
  const other = await webCrypto.importHmacKey(new Uint8Array(32))
  const record = hex(known.record)
  expect(await unwrapKeyMaterial(webCrypto, { parent: other, record, attributes })).toBeUndefined()
})

test.each([0, -1, 1.5, 2 ** 32, Number.NaN])("An epoch of %d is refused", async (epoch) => {
  await expect(wrap({ header: { ...header, epoch } })).rejects.toThrow("envelope/epoch")
})

test("A material type that is not in the table is refused, written and read", async () => {
  const materialType = 0x0401 as MaterialType
  await expect(wrap({ header: { ...header, materialType } })).rejects.toThrow(
    "envelope/material-type",
  )
  const record = hex(known.record)
  record.set([0x04, 0x01], 74)
  expect(readKeyMaterialHeader(record)).toBeUndefined()
})

const malformed = [
  ["a reserved flag is set", 5, 2],
  ["its prefix is that of a message", 4, 1],
  ["its epoch is 0", 25, 0],
] as const

test.each(malformed)("A record is not read when %s", (_, at, value) => {
  const other = hex(known.record)
  expect(readKeyMaterialHeader(other)).toEqual(header)
  other[at] = value
  expect(readKeyMaterialHeader(other)).toBeUndefined()
})

test("An attribute that is no text is refused", async () => {
  await expect(wrap({ attributes: ["\ud800"] })).rejects.toThrow("bytes/lone-surrogate")
  await expect(wrap({ attributes: ["x".repeat(65536)] })).rejects.toThrow("at most 65535")
})
