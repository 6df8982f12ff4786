/** Rows as values: JSON with a MAC that binds it to its kind and id, over the storage contract. */
import { encodeBase64Url, macRecord, type Symmetric } from "@keywright/core"
import type { Kind, Store, Stored } from "../storage/store.ts"
import type { DomainKeys } from "./domain-keys.ts"

export interface Row<T> {
  id: string
  /** What a change of this row expects. */
  version: number
  /** Nothing when the row was edited, or copied from another id. Shared between requests: never changed in place. */
  value: T | undefined
}

/** A step of a write; `next` is a JSON value. */
export interface RowChange {
  kind: Kind
  id: string
  expect: number | "absent"
  next: object | "gone"
}

export interface Records {
  read<T>(kind: Kind, id: string): Promise<Row<T> | undefined>
  /** As `Store.list`. */
  list<T>(kind: Kind, page: { prefix?: string; after?: string; limit: number }): Promise<Row<T>[]>
  /** All of these or none; throws `Conflict` when a row is not as expected. Durable when it returns. */
  write(changes: readonly RowChange[]): Promise<void>
  /** A MAC over a text that leaves the service and must come back unchanged: a pagination marker. */
  seal(purpose: string, text: string): Promise<string>
  /** The text of `seal`, or nothing. */
  unseal(purpose: string, sealed: string): Promise<string | undefined>
}

/** Rows whose text is compared instead of verified when they are read again. */
const rememberedMax = 1000
/** UTF-16 units; longer rows are verified every time. With the line above: at most 16 MB of text. */
const rememberedLengthMax = 8192

interface RecordsDeps {
  store: Store
  symmetric: Symmetric
  domainKeys: DomainKeys
}

/**
 * A row is kept as `1.<epoch>.<revision>.<mac>.<json>`: the MAC of docs/formats/records.md, in base64url, over kind, id,
 * epoch, revision and JSON, one to a line.
 */
export function makeRecords({ store, symmetric, domainKeys }: RecordsDeps): Records {
  const remembered = new Map<string, { text: string; value: unknown }>()

  async function mac(
    epoch: number,
    lines: readonly (string | number)[],
  ): Promise<string | undefined> {
    const key = domainKeys.byEpoch.get(epoch)?.macKey
    return key && encodeBase64Url(await macRecord(symmetric, key, lines.join("\n")))
  }

  async function encode({ kind, id, expect, next }: RowChange & { next: object }): Promise<string> {
    const { epoch } = domainKeys.newest
    const revision = expect === "absent" ? 1 : expect + 1
    const json = JSON.stringify(next)
    return [1, epoch, revision, await mac(epoch, [kind, id, epoch, revision, json]), json].join(".")
  }

  async function verify(kind: Kind, { id, value }: Stored): Promise<unknown> {
    const parts = /^1\.(\d+)\.(\d+)\.([\w-]{43})\.(.*)$/s.exec(value)
    if (parts === null) return undefined
    const [, epoch = "", revision = "", given = "", json = ""] = parts
    const due = await mac(Number(epoch), [kind, id, epoch, revision, json])
    return due !== undefined && sameText(due, given) ? JSON.parse(json) : undefined
  }

  async function decode<T>(kind: Kind, stored: Stored): Promise<Row<T>> {
    const value = (await verify(kind, stored)) as T | undefined
    return { id: stored.id, version: stored.version, value }
  }

  return {
    async read<T>(kind: Kind, id: string): Promise<Row<T> | undefined> {
      const stored = await store.read(kind, id)
      if (stored === undefined) return undefined
      const place = `${kind} ${id}`
      const known = remembered.get(place)
      if (known?.text === stored.value) {
        return { id, version: stored.version, value: known.value as T }
      }
      const row = await decode<T>(kind, stored)
      if (row.value !== undefined && stored.value.length <= rememberedLengthMax) {
        remember(remembered, place, { text: stored.value, value: row.value })
      }
      return row
    },

    async list<T>(kind: Kind, page: { prefix?: string; after?: string; limit: number }) {
      const rows = await store.list(kind, page)
      return Promise.all(rows.map((stored) => decode<T>(kind, stored)))
    },

    async write(changes) {
      const encoded = changes.map(async (change) => {
        const { kind, id, expect, next } = change
        if (next === "gone") return { kind, id, expect, next } as const
        return { kind, id, expect, next: { value: await encode({ kind, id, expect, next }) } }
      })
      await store.write(await Promise.all(encoded))
    },

    async seal(purpose, text) {
      const { epoch } = domainKeys.newest
      return [epoch, await mac(epoch, ["sealed text", purpose, text]), text].join(".")
    },

    async unseal(purpose, sealed) {
      const parts = /^(\d{1,10})\.([\w-]{43})\.(.*)$/s.exec(sealed)
      if (parts === null) return undefined
      const [, epoch = "", given = "", text = ""] = parts
      const due = await mac(Number(epoch), ["sealed text", purpose, text])
      return due !== undefined && sameText(due, given) ? text : undefined
    },
  }
}

/** Drops the oldest when there are too many. */
export function remember<V>(known: Map<string, V>, place: string, value: V): void {
  known.delete(place)
  if (known.size >= rememberedMax) known.delete(known.keys().next().value as string)
  known.set(place, value)
}

/** Whether two MACs in base64url are the same, in a time that does not tell where they differ. */
function sameText(a: string, b: string): boolean {
  if (a.length !== b.length) return false
  let difference = 0
  for (let i = 0; i < a.length; i++) difference |= a.charCodeAt(i) ^ b.charCodeAt(i)
  return difference === 0
}
