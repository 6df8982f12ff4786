import { encodeBase64Url, macRecord, webCrypto } from "@keywright/core"
import { beforeEach, describe, expect, test } from "vitest"
import { openDomainKeys } from "../../src/material/domain-keys.ts"
import { type Records, remember } from "../../src/material/records.ts"
import { memoryStore } from "../../src/storage/memory.ts"
import { Conflict, type Store } from "../../src/storage/store.ts"
import { rowsOf } from "../rows.ts"

let store: Store
let records: Records

beforeEach(async () => {
  store = memoryStore()
  records = await rowsOf(store)
})

const textOf = async (id: string): Promise<string> => (await store.read("key", id))?.value ?? ""

async function put(id: string, next: object): Promise<void> {
  await records.write([{ kind: "key", id, expect: "absent", next }])
}

describe("Records", () => {
  test("A row is read as it was written, by this process and by another", async () => {
    await put("a", { state: "Enabled" })
    const row = { id: "a", version: 1, value: { state: "Enabled" } }
    expect(await records.read("key", "a")).toEqual(row)
    expect(await records.read("key", "a")).toEqual(row)
    expect(await (await rowsOf(store)).read("key", "a")).toEqual(row)
    expect(await records.list("key", { limit: 2 })).toEqual([row])
    expect(await records.read("key", "b")).toBeUndefined()
  })

  test("A row is kept in the form that its docstring gives", async () => {
    await put("a", { state: "Enabled" })
    const symmetric = webCrypto
    const rootKey = await symmetric.importHmacKey(new Uint8Array(32).fill(1))
    const random = (length: number) => new Uint8Array(length)
    const { newest } = await openDomainKeys({ store, symmetric, random, rootKey })
    const mac = await macRecord(symmetric, newest.macKey, 'key\na\n1\n1\n{"state":"Enabled"}')
    expect(await textOf("a")).toBe(`1.1.1.${encodeBase64Url(mac)}.{"state":"Enabled"}`)
  })

  test("A row whose any character was changed is damaged, before and after it was read", async () => {
    await put("a", { state: "Enabled" })
    const good = await textOf("a")
    await records.read("key", "a")
    for (let at = 0; at < good.length; at++) {
      const other = good[at] === "x" ? "y" : "x"
      const version = (await store.read("key", "a"))?.version ?? 0
      const value = good.slice(0, at) + other + good.slice(at + 1)
      await store.write([{ kind: "key", id: "a", expect: version, next: { value } }])
      expect(await records.read("key", "a"), `character ${at}`).toMatchObject({ value: undefined })
    }
  })

  test.each(["", "{}", "1.1.1..{}", '{"state":"Enabled"}', "2"])(
    "A row that is '%s' is damaged",
    async (value) => {
      await store.write([{ kind: "key", id: "a", expect: "absent", next: { value } }])
      expect(await records.read("key", "a")).toEqual({ id: "a", version: 1, value: undefined })
    },
  )

  test("A row that was copied to another id or kind is damaged there", async () => {
    await put("a", { n: 1 })
    const next = { value: await textOf("a") }
    await store.write([
      { kind: "key", id: "b", expect: "absent", next },
      { kind: "alias", id: "a", expect: "absent", next },
    ])
    expect(await records.read("key", "b")).toMatchObject({ value: undefined })
    expect(await records.read("alias", "a")).toMatchObject({ value: undefined })
    expect(await records.read("key", "a")).toMatchObject({ value: { n: 1 } })
  })

  test("Two rows that changed places are damaged both", async () => {
    await put("a", { n: 1 })
    await put("b", { n: 2 })
    const [a, b] = [await textOf("a"), await textOf("b")]
    await store.write([
      { kind: "key", id: "a", expect: 1, next: { value: b } },
      { kind: "key", id: "b", expect: 1, next: { value: a } },
    ])
    for (const id of ["a", "b"]) {
      expect(await records.read("key", id)).toMatchObject({ value: undefined })
    }
  })

  test("A write that finds another version fails and writes nothing", async () => {
    await put("a", { n: 1 })
    const write = records.write([
      { kind: "key", id: "b", expect: "absent", next: { n: 2 } },
      { kind: "key", id: "a", expect: 7, next: { n: 3 } },
    ])
    await expect(write).rejects.toThrow(Conflict)
    expect(await records.read("key", "b")).toBeUndefined()
    expect(await records.read("key", "a")).toMatchObject({ value: { n: 1 } })
  })

  test("A row that was remembered and is gone is not there", async () => {
    await put("a", { n: 1 })
    await records.read("key", "a")
    await records.write([{ kind: "key", id: "a", expect: 1, next: "gone" }])
    expect(await records.read("key", "a")).toBeUndefined()
  })

  test("A row of an epoch whose domain key is not there is damaged", async () => {
    await put("a", { n: 1 })
    const value = (await textOf("a")).replace(/^1\.1\./, "1.2.")
    await store.write([{ kind: "key", id: "a", expect: 1, next: { value } }])
    expect(await records.read("key", "a")).toMatchObject({ value: undefined })
  })
})

describe("Sealed texts", () => {
  test("unseal gives back what seal took, for the same purpose", async () => {
    const sealed = await records.seal("ListKeys", "a.b\nc")
    expect(await records.unseal("ListKeys", sealed)).toBe("a.b\nc")
    expect(await (await rowsOf(store)).unseal("ListKeys", sealed)).toBe("a.b\nc")
    expect(await records.unseal("ListAliases", sealed)).toBeUndefined()
  })

  test("unseal refuses a changed character, and what never was sealed", async () => {
    const sealed = await records.seal("ListKeys", "abc")
    for (let at = 0; at < sealed.length; at++) {
      const changed = sealed.slice(0, at) + (sealed[at] === "x" ? "y" : "x") + sealed.slice(at + 1)
      expect(await records.unseal("ListKeys", changed), `character ${at}`).toBeUndefined()
    }
    for (const text of ["", "abc", "1..abc", "99999999999.a.b"]) {
      expect(await records.unseal("ListKeys", text)).toBeUndefined()
    }
  })

  test("A row is no sealed text: its MAC does not fit one", async () => {
    await put("a", {})
    const [, epoch, , mac, json] = (await textOf("a")).split(".")
    expect(await records.unseal("a", `${epoch}.${mac}.${json}`)).toBeUndefined()
  })
})

test("remember keeps so many and drops the oldest", () => {
  const known = new Map<string, number>()
  for (let i = 0; i <= 1000; i++) remember(known, String(i), i)
  expect(known.size).toBe(1000)
  expect(known.has("0")).toBe(false)
  remember(known, "1", 1)
  remember(known, "new", 2)
  expect(known.has("1")).toBe(true)
  expect(known.has("2")).toBe(false)
})
