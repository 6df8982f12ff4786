/** Domain keys: what stands between the root key and every row. Made for an empty store, opened at start. */
import {
  decodeBase64,
  encodeBase64,
  encodeHex,
  equalBytes,
  type HmacKey,
  openDomainKey,
  readDomainKeyRecord,
  recordMacKey,
  rootKeyId,
  type Symmetric,
  sealDomainKey,
  wipe,
} from "@keywright/core"
import { Conflict, type Store } from "../storage/store.ts"

export interface DomainKey {
  /** 16 bytes. */
  id: Uint8Array
  /** From 1. */
  epoch: number
  handle: HmacKey
  /** Of the row MACs (docs/formats/records.md). */
  macKey: HmacKey
}

/** The domain keys of a store by epoch. The newest seals, the others only open. */
export interface DomainKeys {
  newest: DomainKey
  byEpoch: ReadonlyMap<number, DomainKey>
}

/** The store was made under another root key. The ids are those of docs/formats/domain-key.md, in hexadecimal. */
export class RootKeyMismatch extends Error {
  override readonly name = "RootKeyMismatch"
  /** Of the root keys that open the store. */
  readonly storeRootKeyIds: readonly string[]
  /** Of the root key that was given. */
  readonly givenRootKeyId: string
  constructor(storeRootKeyIds: readonly string[], givenRootKeyId: string) {
    super(
      `the store was made under root key ${storeRootKeyIds.join(" or ")}, but root key ${givenRootKeyId} was given`,
    )
    this.storeRootKeyIds = storeRootKeyIds
    this.givenRootKeyId = givenRootKeyId
  }
}

/** A domain key's row is missing or damaged, so that nothing under it can be opened. Restore it from a backup. */
export class DomainKeyDamaged extends Error {
  override readonly name = "DomainKeyDamaged"
}

export interface DomainKeyDeps {
  store: Store
  symmetric: Symmetric
  random: (length: number) => Uint8Array
  /** Imported. */
  rootKey: HmacKey
}

/** More epochs than a store will ever hold: at one a month, 80 years. */
const epochsMax = 1000

/**
 * Opens the domain keys of a store; makes the first one when the store is empty. Throws `RootKeyMismatch` and
 * `DomainKeyDamaged`, and never makes a new one beside existing rows.
 */
export async function openDomainKeys(deps: DomainKeyDeps): Promise<DomainKeys> {
  let rows = await deps.store.list("domain-key", { limit: epochsMax })
  if (rows.length === 0) {
    await makeFirst(deps)
    rows = await deps.store.list("domain-key", { limit: epochsMax })
  }
  const byEpoch = new Map<number, DomainKey>()
  for (const row of rows) {
    const key = await openRow(deps, row.id, row.value)
    byEpoch.set(key.epoch, key)
  }
  const newest = byEpoch.get(Math.max(...byEpoch.keys()))
  if (newest === undefined) throw new Error("bug: the first domain key was not kept")
  return { newest, byEpoch }
}

/** Two processes may start on one empty store: whoever comes second reads what the first one made. */
async function makeFirst({ store, symmetric, random, rootKey }: DomainKeyDeps): Promise<void> {
  for (const kind of ["key", "access-key"] as const) {
    const rows = await store.list(kind, { limit: 1 })
    if (rows.length > 0) throw new DomainKeyDamaged("the store has rows but no domain key")
  }
  const domainKey = random(32)
  const record = await sealDomainKey(symmetric, {
    rootKey,
    rootVersion: 1,
    domainKeyId: random(16),
    epoch: 1,
    domainKey,
    random,
  })
  wipe(domainKey)
  const next = { value: encodeBase64(record) }
  try {
    await store.write([{ kind: "domain-key", id: rowId(1), expect: "absent", next }])
  } catch (error) {
    if (!(error instanceof Conflict)) throw error
  }
}

async function openRow(
  { symmetric, rootKey }: DomainKeyDeps,
  id: string,
  value: string,
): Promise<DomainKey> {
  const record = decodeBase64(value)
  const header = record && readDomainKeyRecord(record)
  if (record === undefined || header === undefined || rowId(header.epoch) !== id) {
    throw new DomainKeyDamaged(`the row of domain key ${id} is damaged`)
  }
  const given = await rootKeyId(symmetric, rootKey)
  if (!header.slots.some((slot) => equalBytes(slot.rootKeyId, given))) {
    throw new RootKeyMismatch(
      header.slots.map((slot) => encodeHex(slot.rootKeyId)),
      encodeHex(given),
    )
  }
  const raw = await openDomainKey(symmetric, { rootKey, record })
  if (raw === undefined) throw new DomainKeyDamaged(`the row of domain key ${id} is damaged`)
  const handle = await symmetric.importHmacKey(raw)
  wipe(raw)
  const macKey = await recordMacKey(symmetric, handle)
  return { id: header.domainKeyId, epoch: header.epoch, handle, macKey }
}

/** Epochs in the order of their numbers: ten digits hold 2^32. */
function rowId(epoch: number): string {
  return String(epoch).padStart(10, "0")
}
