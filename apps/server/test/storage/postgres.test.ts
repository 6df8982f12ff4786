/** Services that share a PostgreSQL, and the deletion dates that all of them see come due. */
import { systemRandom } from "@keywright/core"
import { createKms, type Kms, type Store } from "@keywright/kms"
import { newDatabase } from "@keywright/postgres"
import { describe, expect, test } from "vitest"
import { nodeSymmetric } from "../../src/entry/node-crypto.ts"
import { openAt, postgres } from "./open-postgres.ts"

const DAY_MS = 86_400_000

/** A service with a clock that is set by hand, on a store whose clock is too. */
function serviceOn(store: Store, clocks: { node: number; store: number }): Promise<Kms> {
  return createKms({
    store: { ...store, now: async () => clocks.store },
    clock: () => clocks.node,
    random: systemRandom,
    symmetric: nodeSymmetric,
    generateKeyPair: () => Promise.reject(new Error("no key pair is asked for here")),
    rootKey: new Uint8Array(32).fill(7),
    settings: {
      regions: ["us-east-1"],
      account: "111122223333",
      authentication: "any",
      sm2Everywhere: false,
    },
  })
}

async function ask(kms: Kms, operation: string, input: object): Promise<Record<string, never>> {
  const { status, body } = await kms.handle({
    method: "POST",
    target: "/",
    headers: [
      ["host", "localhost"],
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", `TrentService.${operation}`],
    ],
    body: new TextEncoder().encode(JSON.stringify(input)),
    sourceAddress: "127.0.0.1",
  })
  if (status !== 200) throw new Error(`${operation}: ${status} ${body}`)
  return body === "" ? {} : JSON.parse(body)
}

describe.skipIf(postgres === "")("Three services on one PostgreSQL", () => {
  test("delete each key once, by whomever, when its date has come on both clocks and not before", async () => {
    const url = await newDatabase(postgres)
    const begin = Date.now()
    const clocks = { node: begin, store: begin }
    const stores = await Promise.all([1, 2, 3].map(() => openAt(url, 3)))
    const services = await Promise.all(stores.map((store) => serviceOn(store, clocks)))
    const [first] = services as [Kms, ...Kms[]]
    for (let i = 0; i < 30; i++) {
      const { KeyMetadata } = await ask(first, "CreateKey", {})
      const { KeyId } = KeyMetadata as unknown as { KeyId: string }
      await ask(first, "CreateAlias", { AliasName: `alias/k${i}`, TargetKeyId: KeyId })
      await ask(first, "ScheduleKeyDeletion", { KeyId, PendingWindowInDays: 7 })
    }
    const sweep = async () => {
      const deleted = await Promise.all(services.map((service) => service.sweep()))
      return deleted.reduce((sum, each) => sum + each, 0)
    }
    clocks.node = begin + 6 * DAY_MS
    clocks.store = clocks.node
    expect(await sweep()).toBe(0)
    clocks.node = begin + 8 * DAY_MS
    expect(await sweep(), "the node's clock runs fast").toBe(0)
    clocks.store = clocks.node
    clocks.node = begin
    expect(await sweep(), "the store's clock runs fast").toBe(0)
    clocks.node = clocks.store
    expect(await sweep()).toBe(30)
    for (const kind of ["key", "alias", "alias-of-key", "deletion"] as const) {
      expect(await stores[0]?.list(kind, { limit: 100 }), kind).toEqual([])
    }
  })
})
