import { decodeHex, keyMaterialId, webCrypto } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { openDomainKeys } from "../../src/material/domain-keys.ts"
import { type KeyMaterials, makeKeyMaterials } from "../../src/material/key-materials.ts"
import { keyArn } from "../../src/model/arn.ts"
import type { KeyRecord, SoundKey } from "../../src/model/key.ts"
import { keyIdBytes } from "../../src/model/key-id.ts"
import { memoryStore } from "../../src/storage/memory.ts"

const symmetric = webCrypto
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const keyId = "1234abcd-12ab-34cd-56ef-1234567890ab"
const scope = { account: "111122223333", region: "us-east-1" }
const fixed = {
  keySpec: "SYMMETRIC_DEFAULT",
  keyUsage: "ENCRYPT_DECRYPT",
  origin: "AWS_KMS",
  multiRegion: false,
} as const

/** Two processes on one store: what one makes, the other opens. */
async function twoProcesses(): Promise<[KeyMaterials, KeyMaterials]> {
  const store = memoryStore()
  const rootKey = await symmetric.importHmacKey(new Uint8Array(32).fill(1))
  const start = async (): Promise<KeyMaterials> => {
    const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
    return makeKeyMaterials({ symmetric, random, domainKeys })
  }
  return [await start(), await start()]
}

function keyWith(material: KeyRecord["material"], change: Partial<SoundKey> = {}): SoundKey {
  const state = "Enabled"
  const record = {
    ...fixed,
    creationDate: 0,
    description: "",
    state,
    material,
    policy: "",
    tags: [],
  }
  return {
    scope,
    keyId,
    arn: keyArn(scope, keyId),
    version: 1,
    state,
    record: record as KeyRecord,
    ...change,
  }
}

describe("Key material", () => {
  test("What one process makes, another opens, and its id is that of docs/formats", async () => {
    const [one, two] = await twoProcesses()
    const made = await one.create({ ...fixed, scope, keyId })
    const material = await two.open(keyWith([made]))
    if (material === undefined) throw new Error("the material does not open")
    expect(await keyMaterialId(symmetric, material.handle, keyIdBytes(keyId))).toEqual(
      decodeHex(made.id),
    )
    expect(material.header).toEqual({
      keyId: keyIdBytes(keyId),
      multiRegion: false,
      keyMaterialId: decodeHex(made.id),
    })
  })

  test("Every key gets material of its own", async () => {
    const [one] = await twoProcesses()
    const made = await Promise.all([1, 2].map(() => one.create({ ...fixed, scope, keyId })))
    expect(made[0]?.id).not.toBe(made[1]?.id)
  })

  test("An older version opens by its id, and one that the key has not does not", async () => {
    const [one, two] = await twoProcesses()
    const old = await one.create({ ...fixed, scope, keyId })
    const newest = await one.create({ ...fixed, scope, keyId })
    const key = keyWith([newest, old])
    expect(await two.open(key, old.id)).toBeDefined()
    expect(await two.open(key)).toBe(await two.open(key, newest.id))
    expect(await two.open(key, old.id)).not.toBe(await two.open(key))
    expect(await two.open(key, "0".repeat(64))).toBeUndefined()
  })

  test("Opened material is answered at once the next time", async () => {
    const [one] = await twoProcesses()
    const key = keyWith([await one.create({ ...fixed, scope, keyId })])
    const handle = await one.open(key)
    expect(one.open(key)).toBe(handle)
  })

  const other = { ...fixed, scope, keyId: keyId.replace("1234", "4321") }
  test.each([
    ["another account", { scope: { ...scope, account: "444455556666" } }, {}],
    ["another Region", { scope: { ...scope, region: "us-west-2" } }, {}],
    ["another key", { keyId: other.keyId }, {}],
    ["another usage", {}, { keyUsage: "SIGN_VERIFY" }],
    ["a multi-Region key", {}, { multiRegion: true }],
  ])("Material that is moved to %s does not open", async (_, change, inRecord) => {
    const [one, two] = await twoProcesses()
    const key = keyWith([await one.create({ ...fixed, scope, keyId })])
    expect(await two.open(key)).toBeDefined()
    const moved = { ...key, ...change, record: { ...key.record, ...inRecord } as KeyRecord }
    const arn = keyArn(moved.scope, moved.keyId)
    expect(await one.open({ ...moved, arn })).toBeUndefined()
  })

  test("Material under another version's id does not open", async () => {
    const [one, two] = await twoProcesses()
    const a = await one.create({ ...fixed, scope, keyId })
    const b = await one.create({ ...fixed, scope, keyId })
    await two.open(keyWith([a]))
    expect(await two.open(keyWith([{ id: a.id, wrapped: b.wrapped }]))).toBeUndefined()
  })

  test.each(["", "?", "AAAA"])("Material that is '%s' does not open", async (wrapped) => {
    const [one] = await twoProcesses()
    const { id } = await one.create({ ...fixed, scope, keyId })
    expect(await one.open(keyWith([{ id, wrapped }]))).toBeUndefined()
  })
})
