import { expect, test } from "vitest"
import made from "../../../../vectors/envelope/made.json" with { type: "json" }
import { encodeHex } from "../../src/bytes/hex.ts"
import {
  openDomainKey,
  readDomainKeyRecord,
  rootKeyId,
  sealDomainKey,
} from "../../src/envelope/domain-key.ts"
import { systemRandom } from "../../src/random/system-random.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"
import { expectEveryChangeRefused } from "./every-change.ts"

const known = made.domainKey
const rootKey = await webCrypto.importHmacKey(hex(known.rootKey))
const { rootVersion, epoch } = known
const domainKeyId = hex(known.domainKeyId)
const domainKey = hex(known.domainKey)
const record = hex(known.record)
const request = { rootKey, rootVersion, domainKeyId, epoch, domainKey, random: systemRandom }

test("A known record opens to its domain key", async () => {
  expect(await openDomainKey(webCrypto, { rootKey, record })).toEqual(domainKey)
})

test("A known record says its id, its epoch and which root key opens it", () => {
  expect(readDomainKeyRecord(record)).toEqual({
    domainKeyId,
    epoch,
    slots: [{ rootKeyId: hex(known.rootKeyId), rootVersion }],
  })
})

test("The id of the known root key is its own", async () => {
  expect(encodeHex(await rootKeyId(webCrypto, rootKey))).toBe(known.rootKeyId)
})

test("openDomainKey inverts sealDomainKey, and the record has 163 bytes", async () => {
  const sealed = await sealDomainKey(webCrypto, request)
  expect(sealed).toHaveLength(163)
  // Head, slot count and slot head are the known record's; salt and what follows from it are fresh.
  expect(sealed.subarray(0, 51)).toEqual(record.subarray(0, 51))
  expect(sealed.subarray(51, 83)).not.toEqual(record.subarray(51, 83))
  expect(await openDomainKey(webCrypto, { rootKey, record: sealed })).toEqual(domainKey)
})

test("Every changed, missing or added byte of a record is refused", async () => {
  await expectEveryChangeRefused(record, (other) =>
    openDomainKey(webCrypto, { rootKey, record: other }),
  )
})

test("Another root key finds no slot of its own, and reads the record all the same", async () => {
  const other = await webCrypto.importHmacKey(new Uint8Array(32))
  expect(await openDomainKey(webCrypto, { rootKey: other, record })).toBeUndefined()
  expect(readDomainKeyRecord(record)?.slots[0]?.rootKeyId).not.toEqual(
    await rootKeyId(webCrypto, other),
  )
})

test("A record with two slots opens with either root key", async () => {
  const other = await webCrypto.importHmacKey(new Uint8Array(32))
  const second = await sealDomainKey(webCrypto, { ...request, rootKey: other, rootVersion: 8 })
  const both = new Uint8Array([...record, ...second.subarray(28)])
  both[27] = 2
  expect(readDomainKeyRecord(both)?.slots.map((slot) => slot.rootVersion)).toEqual([7, 8])
  expect(await openDomainKey(webCrypto, { rootKey, record: both })).toEqual(domainKey)
  expect(await openDomainKey(webCrypto, { rootKey: other, record: both })).toEqual(domainKey)
})

test("A slot does not open in a record of another epoch", async () => {
  const other = await sealDomainKey(webCrypto, { ...request, epoch: 4 })
  const mixed = new Uint8Array([...other.subarray(0, 28), ...record.subarray(28)])
  expect(readDomainKeyRecord(mixed)?.epoch).toBe(4)
  expect(await openDomainKey(webCrypto, { rootKey, record: mixed })).toBeUndefined()
})

const malformed = [
  ["its flags are not zero", 5, 1],
  ["it has no slot by its count", 27, 0],
  ["it has more slots by its count", 27, 2],
  ["its slot is of the reserved type 2", 28, 2],
  ["the body of its slot has another length", 50, 111],
] as const

test.each(malformed)("A record is not read when %s", (_, at, value) => {
  const other = record.slice()
  other[at] = value
  expect(readDomainKeyRecord(other)).toBeUndefined()
})

test("A record is not read when its epoch is 0", () => {
  const other = record.slice()
  other.fill(0, 22, 26)
  expect(readDomainKeyRecord(other)).toBeUndefined()
})

test("A record of 16 slots is read, and one of 17 is not", () => {
  const slot = record.subarray(28)
  const withSlots = (count: number) => {
    const other = new Uint8Array([
      ...record.subarray(0, 28),
      ...Array(count)
        .fill([...slot])
        .flat(),
    ])
    other[27] = count
    return readDomainKeyRecord(other)
  }
  expect(withSlots(16)?.slots).toHaveLength(16)
  expect(withSlots(17)).toBeUndefined()
})

test("A domain key of another length is refused", async () => {
  const short = { ...request, domainKey: new Uint8Array(31) }
  await expect(sealDomainKey(webCrypto, short)).rejects.toThrow(
    "The domainKey has 31 bytes where 32 are due.",
  )
})
