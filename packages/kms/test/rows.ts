/** Reads and writes the rows of a test's store with their MACs, as the service does. */
import { webCrypto } from "@keywright/core"
import { openDomainKeys } from "../src/material/domain-keys.ts"
import { makeRecords, type Records } from "../src/material/records.ts"
import type { KeyRecord } from "../src/model/key.ts"
import { keyRowId } from "../src/model/key-id.ts"
import type { Store } from "../src/storage/store.ts"
import { account, region } from "./client.ts"

/** The root key of every test's service (client.ts). */
export const rootKeyBytes = (): Uint8Array => new Uint8Array(32).fill(1)

export async function rowsOf(store: Store): Promise<Records> {
  const symmetric = webCrypto
  const rootKey = await symmetric.importHmacKey(rootKeyBytes())
  const random = (length: number): Uint8Array => crypto.getRandomValues(new Uint8Array(length))
  const domainKeys = await openDomainKeys({ store, symmetric, random, rootKey })
  return makeRecords({ store, symmetric, domainKeys })
}

/** Changes the row of a key as no operation would: states that this service does not reach yet, other usages. */
export async function alterKey(store: Store, keyId: string, change: object): Promise<void> {
  const records = await rowsOf(store)
  const id = keyRowId({ account, region }, keyId)
  const row = await records.read<KeyRecord>("key", id)
  if (row?.value === undefined) throw new Error("bug: there is no such key")
  const next = { ...row.value, ...change }
  await records.write([{ kind: "key", id, expect: row.version, next }])
}

/** Puts other text into a row, as somebody would who can write to the database and has no key. */
export async function overwrite(
  store: Store,
  kind: "key" | "alias" | "deletion" | "domain-key",
  id: string,
  edit: (text: string) => string,
): Promise<void> {
  const row = await store.read(kind, id)
  if (row === undefined) throw new Error(`bug: there is no ${kind} ${id}`)
  await store.write([{ kind, id, expect: row.version, next: { value: edit(row.value) } }])
}

export const keyRow = (keyId: string): string => keyRowId({ account, region }, keyId)
