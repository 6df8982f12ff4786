import { memoryStore, type Store } from "@keywright/kms"
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest"
import type { Bindings } from "../../src/entry/workers-service.ts"
import type { RecordNamespace, RecordStub } from "../../src/storage/durable-object.ts"

const KEY = Buffer.alloc(32, 0xab).toString("base64")
const SECRETS = {
  KEYWRIGHT_ROOT_KEY: KEY,
  KEYWRIGHT_ROOT_ACCESS_KEY: "AKIAIOSFODNN7EXAMPLE:wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
}

/** Objects that keep their records in memory. */
function objects(stores = new Map<string, Store>()): RecordNamespace {
  return {
    getByName(name): RecordStub {
      const store = stores.get(name) ?? memoryStore()
      stores.set(name, store)
      return { ...store, write: (changes) => store.write(changes).then(() => "written") }
    },
  }
}

const said: string[] = []
let serviceOf: (bindings: Bindings) => Promise<{ fetch(request: Request): Promise<Response> }>
beforeEach(async () => {
  said.length = 0
  vi.spyOn(console, "error").mockImplementation((line) => void said.push(JSON.parse(line).msg))
  // An isolate of its own for each test.
  vi.resetModules()
  serviceOf = (await import("../../src/entry/workers-service.ts")).serviceOf
})
afterEach(() => vi.restoreAllMocks())

async function statusWith(variables: Record<string, unknown>, records = objects()) {
  const { fetch } = await serviceOf({ KEYWRIGHT_RECORDS: records, ...variables })
  return (await fetch(new Request("http://kms.test/readyz"))).status
}

describe("serviceOf", () => {
  test("gives one service for all requests of an isolate", async () => {
    const bindings = { KEYWRIGHT_RECORDS: objects(), ...SECRETS }
    expect(await serviceOf(bindings)).toBe(await serviceOf(bindings))
    expect(said).toEqual([])
  })

  test.each([
    [
      { ...SECRETS, KEYWRIGHT_ROOT_KEY: "" },
      "KEYWRIGHT_ROOT_KEY is missing. Set it: wrangler secret put KEYWRIGHT_ROOT_KEY",
    ],
    [
      { KEYWRIGHT_ROOT_KEY: KEY },
      "KEYWRIGHT_ROOT_ACCESS_KEY is missing. Set it: wrangler secret put KEYWRIGHT_ROOT_ACCESS_KEY",
    ],
    [{ ...SECRETS, KEYWRIGHT_PORT: "80" }, "KEYWRIGHT_PORT means nothing on Workers: remove it."],
    [{ ...SECRETS, KEYWRIGHT_STORE: "sqlite" }, "KEYWRIGHT_STORE means nothing on Workers"],
    [{ ...SECRETS, KEYWRIGHT_ACCOUNT: "12345" }, "KEYWRIGHT_ACCOUNT must be twelve digits."],
  ])("refuses by name to begin with %j, and answers 503", async (variables, sentence) => {
    expect(await statusWith(variables)).toBe(503)
    expect(said).toEqual([expect.stringContaining(sentence)])
  })

  test("refuses another root key than the records were made with, and begins with the right one", async () => {
    const stores = new Map<string, Store>()
    expect(await statusWith(SECRETS, objects(stores))).toBe(200)
    vi.resetModules()
    serviceOf = (await import("../../src/entry/workers-service.ts")).serviceOf
    const wrong = { ...SECRETS, KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 1).toString("base64") }
    expect(await statusWith(wrong, objects(stores))).toBe(503)
    expect(said).toEqual([
      expect.stringMatching(/^KEYWRIGHT_ROOT_KEY is not the root key that the records were made/),
    ])
    expect(await statusWith(SECRETS, objects(stores))).toBe(200)
  })

  test("begins anew once the objects answer again", async () => {
    const silent = { getByName: () => ({ list: () => Promise.reject(new Error("overloaded")) }) }
    expect(await statusWith(SECRETS, silent as unknown as RecordNamespace)).toBe(503)
    expect(said).toEqual(["The Durable Object of the account does not answer."])
    expect(await statusWith(SECRETS)).toBe(200)
  })
})
