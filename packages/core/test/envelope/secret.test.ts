import { expect, test } from "vitest"
import made from "../../../../vectors/envelope/made.json" with { type: "json" }
import { openSecret, readSecretHeader, sealSecret } from "../../src/envelope/secret.ts"
import { systemRandom } from "../../src/random/system-random.ts"
import { webCrypto } from "../../src/symmetric/web-crypto.ts"
import { hex } from "../hex.ts"
import { expectEveryChangeRefused } from "./every-change.ts"

const known = made.secret
const parent = await webCrypto.importHmacKey(hex(known.domainKey))
const header = { domainKeyId: hex(known.domainKeyId), epoch: known.epoch }
const { purpose, id } = known
const secret = hex(known.secret)
const record = hex(known.record)

test("A known secret opens", async () => {
  expect(readSecretHeader(record)).toEqual(header)
  expect(await openSecret(webCrypto, { parent, purpose, id, record })).toEqual(secret)
})

test("openSecret inverts sealSecret, and the record is 106 bytes longer", async () => {
  const request = { parent, header, purpose, id, secret, random: systemRandom }
  const sealed = await sealSecret(webCrypto, request)
  expect(sealed).toHaveLength(secret.length + 106)
  expect(sealed).not.toEqual(record)
  expect(await openSecret(webCrypto, { parent, purpose, id, record: sealed })).toEqual(secret)
})

test("Every changed, missing or added byte of a record is refused", async () => {
  await expectEveryChangeRefused(record, (other) =>
    openSecret(webCrypto, { parent, purpose, id, record: other }),
  )
})

test("A secret opens for no other purpose, no other row, and not with a letter moved between them", async () => {
  const open = (owner: { purpose: string; id: string }) =>
    openSecret(webCrypto, { parent, record, ...owner })
  expect(await open({ purpose: "access-kez", id })).toBeUndefined()
  expect(await open({ purpose, id: `${id}X` })).toBeUndefined()
  expect(await open({ purpose: `${purpose}A`, id: id.slice(1) })).toBeUndefined()
})

test("A secret opens under no other domain key", async () => {
  const other = await webCrypto.importHmacKey(new Uint8Array(32))
  expect(await openSecret(webCrypto, { parent: other, purpose, id, record })).toBeUndefined()
})

test("An empty secret and one of 4097 bytes are refused", async () => {
  const seal = (length: number) =>
    sealSecret(webCrypto, {
      parent,
      header,
      purpose,
      id,
      secret: new Uint8Array(length),
      random: systemRandom,
    })
  await expect(seal(0)).rejects.toThrow("envelope/length")
  await expect(seal(4097)).rejects.toThrow("The secret has 4097 bytes where 1 to 4096 are due.")
  expect(await seal(4096)).toHaveLength(4202)
})

const malformed = [
  ["a flag is set", 5, 1],
  ["its prefix is that of a domain key", 4, 3],
  ["its epoch is 0", 25, 0],
] as const

test.each(malformed)("A record is not read when %s", (_, at, value) => {
  const other = record.slice()
  other[at] = value
  expect(readSecretHeader(other)).toBeUndefined()
})
