import { decodeBase64, encodeBase64, encodeHex, rootKeyId, webCrypto } from "@keywright/core"
import { describe, expect, test } from "vitest"
import {
  DomainKeyDamaged,
  openDomainKeys,
  RootKeyMismatch,
} from "../../src/material/domain-keys.ts"
import { memoryStore } from "../../src/storage/memory.ts"
import type { Store } from "../../src/storage/store.ts"
import { overwrite } from "../rows.ts"

const first = "0000000001"
const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
const rootKeyOf = (byte: number) => webCrypto.importHmacKey(new Uint8Array(32).fill(byte))

async function open(store: Store, byte = 1) {
  return openDomainKeys({ store, symmetric: webCrypto, random, rootKey: await rootKeyOf(byte) })
}

describe("openDomainKeys", () => {
  test("openDomainKeys makes one key for an empty store, and opens the same one again", async () => {
    const store = memoryStore()
    const made = await open(store)
    const opened = await open(store)
    expect(made.newest.epoch).toBe(1)
    expect([...made.byEpoch.keys()]).toEqual([1])
    expect(opened.newest.id).toEqual(made.newest.id)
    const message = Uint8Array.of(1, 2, 3)
    expect(await webCrypto.hmacSha256(opened.newest.handle, message)).toEqual(
      await webCrypto.hmacSha256(made.newest.handle, message),
    )
  })

  test("Two processes that start on one empty store end up with one key", async () => {
    const store = memoryStore()
    const [one, two] = await Promise.all([open(store), open(store)])
    expect(one.newest.id).toEqual(two.newest.id)
    expect(await store.list("domain-key", { limit: 10 })).toHaveLength(1)
  })

  test("openDomainKeys refuses another root key and names both", async () => {
    const store = memoryStore()
    await open(store)
    const [of1, of2] = await Promise.all(
      [1, 2].map(async (byte) => encodeHex(await rootKeyId(webCrypto, await rootKeyOf(byte)))),
    )
    const refusal = await open(store, 2).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(RootKeyMismatch)
    expect(refusal).toMatchObject({ storeRootKeyIds: [of1], givenRootKeyId: of2 })
    expect(await store.list("domain-key", { limit: 10 })).toHaveLength(1)
  })

  test("openDomainKeys makes no new key beside existing rows", async () => {
    for (const kind of ["key", "access-key"] as const) {
      const store = memoryStore()
      await store.write([{ kind, id: "a", expect: "absent", next: { value: "" } }])
      await expect(open(store)).rejects.toThrow(DomainKeyDamaged)
      expect(await store.list("domain-key", { limit: 10 })).toEqual([])
    }
  })

  test.each([
    ["is no base64", () => "?"],
    ["is cut short", (text: string) => text.slice(0, 40)],
    [
      "has a changed byte in its ciphertext",
      (text: string) => {
        const bytes = decodeBase64(text) as Uint8Array
        return encodeBase64(bytes.with(120, (bytes[120] as number) ^ 1))
      },
    ],
    [
      "says another epoch than its id",
      (text: string) => encodeBase64((decodeBase64(text) as Uint8Array).with(25, 2)),
    ],
  ])("openDomainKeys refuses a row that %s", async (_, edit) => {
    const store = memoryStore()
    await open(store)
    await overwrite(store, "domain-key", first, edit)
    await expect(open(store)).rejects.toThrow(DomainKeyDamaged)
  })
})
