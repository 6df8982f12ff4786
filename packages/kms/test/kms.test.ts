/** The service as a whole: what it answers when its surroundings fail, and what it never tells. */
import { decodeBase64, encodeBase64, encodeBase64Url, encodeHex, webCrypto } from "@keywright/core"
import { afterEach, describe, expect, test, vi } from "vitest"
import {
  type AuditRecord,
  createKms,
  DomainKeyDamaged,
  memoryStore,
  RootKeyMismatch,
  type Store,
  StoreUnavailable,
} from "../src/index.ts"
import { account, type Client, client, region, startMs } from "./client.ts"
import { rawRequest } from "./raw-request.ts"
import { keyRow, overwrite } from "./rows.ts"

afterEach(() => {
  vi.useRealTimers()
})

/** A store that fails, or is slow, once `trouble` is set. */
function troubled(): Store & { trouble?: (verb: string) => Promise<void> } {
  const store = memoryStore()
  const wrapped: Store & { trouble?: (verb: string) => Promise<void> } = {
    ...store,
    read: async (kind, id) => {
      await wrapped.trouble?.("read")
      return store.read(kind, id)
    },
    list: async (kind, page) => {
      await wrapped.trouble?.("list")
      return store.list(kind, page)
    },
    write: async (changes) => {
      await wrapped.trouble?.("write")
      return store.write(changes)
    },
  }
  return wrapped
}

const fail = (): Promise<void> => Promise.reject(new StoreUnavailable("busy"))
const never = (): Promise<void> => new Promise(() => {})
const timeout =
  '{"__type":"DependencyTimeoutException","message":"The key store did not answer in time. The request can be sent again."}'

function post({ kms }: Client, operation: string, input: object = {}) {
  return rawRequest(kms, { operation, body: JSON.stringify(input) })
}

describe("A store in trouble", () => {
  test("A store that fails makes DependencyTimeoutException of every verb, and the failure is reported", async () => {
    const store = troubled()
    const reported: unknown[] = []
    const caller = await client({ store, report: ({ error }) => reported.push(error) })
    const KeyId = await caller.key()
    store.trouble = fail
    for (const [operation, input] of [
      ["DescribeKey", { KeyId }],
      ["ListKeys", {}],
      ["CreateKey", {}],
    ] as const) {
      expect(await post(caller, operation, input)).toMatchObject({ status: 503, body: timeout })
    }
    expect(reported.map(String)).toEqual(Array(3).fill("StoreUnavailable: busy"))
    expect(await caller.kms.ready()).toBe(false)
  })

  test("A store that does not answer is given five seconds, and nothing is written late", async () => {
    const store = troubled()
    const caller = await client({ store, report: () => {} })
    const KeyId = await caller.key()
    vi.useFakeTimers()
    let answerLate = (): void => {}
    store.trouble = (verb) =>
      verb === "read" ? new Promise((resolve) => (answerLate = resolve)) : Promise.resolve()
    const answer = post(caller, "DisableKey", { KeyId })
    await vi.advanceTimersByTimeAsync(4999)
    expect(await Promise.race([answer, "waiting"])).toBe("waiting")
    await vi.advanceTimersByTimeAsync(1)
    expect(await answer).toMatchObject({ status: 503, body: timeout })
    answerLate()
    await vi.runAllTimersAsync()
    delete store.trouble
    expect((await store.read("key", keyRow(KeyId)))?.version).toBe(1)
  })

  test("A write that takes long is waited for: the answer says what happened", async () => {
    const store = troubled()
    const caller = await client({ store })
    const KeyId = await caller.key()
    let finish = (): void => {}
    const begun = new Promise<void>((begin) => {
      store.trouble = (verb) => {
        if (verb !== "write") return Promise.resolve()
        begin()
        return new Promise((resolve) => (finish = resolve))
      }
    })
    const answer = post(caller, "DisableKey", { KeyId })
    await begun
    vi.useFakeTimers()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(await Promise.race([answer, "waiting"])).toBe("waiting")
    finish()
    expect(await answer).toMatchObject({ status: 200, body: "" })
  })

  test("CreateKey answers only after the key is durable", async () => {
    const store = troubled()
    const caller = await client({ store })
    store.trouble = (verb) => (verb === "write" ? never() : Promise.resolve())
    const answer = post(caller, "CreateKey")
    await new Promise((resolve) => setTimeout(resolve, 20))
    expect(await Promise.race([answer, "waiting"])).toBe("waiting")
  })
})

describe("Bugs", () => {
  test("Whatever nobody foresaw answers 500, tells nothing, and is reported with its request's id", async () => {
    const reported: object[] = []
    const caller = await client({
      generateKeyPair: () => Promise.reject(new Error("secret detail")),
      report: (failure) => reported.push(failure),
    })
    const KeyId = await caller.key()
    const answer = await post(caller, "GenerateDataKeyPair", { KeyId, KeyPairSpec: "RSA_2048" })
    expect(answer).toMatchObject({ status: 500, body: '{"__type":"KMSInternalException"}' })
    expect(reported).toEqual([
      {
        requestId: answer.headers["x-amzn-RequestId"],
        operation: "GenerateDataKeyPair",
        error: new Error("secret detail"),
      },
    ])
  })
})

describe("Audit", () => {
  test("A request whose record cannot be kept is not answered with what it asked for", async () => {
    const reported: unknown[] = []
    let isFull = false
    const caller = await client({
      audit: () => {
        if (isFull) throw new Error("disk full")
      },
      report: ({ error }) => reported.push(error),
    })
    const KeyId = await caller.key()
    isFull = true
    const answer = await post(caller, "GenerateDataKey", { KeyId, KeySpec: "AES_256" })
    expect(answer).toMatchObject({ status: 500, body: '{"__type":"KMSInternalException"}' })
    expect(reported.map(String)).toContain("Error: disk full")
  })
})

describe("Wire", () => {
  test("What is no POST of JSON answers 404 in XML", async () => {
    const { kms } = await client()
    for (const request of [
      { method: "GET" },
      { target: "/other" },
      { headers: { "content-type": "text/plain" } },
    ]) {
      expect(await rawRequest(kms, request)).toMatchObject({
        status: 404,
        body: "<UnknownOperationException/>\n",
      })
    }
  })

  test.each([
    [{ headers: { "x-amz-target": undefined } }, '{"__type":"UnknownOperationException"}'],
    [{ operation: "Fly" }, '{"__type":"UnknownOperationException"}'],
    [
      { body: "" },
      '{"__type":"SerializationException","message":"The body is not a JSON object."}',
    ],
    [
      { operation: "Encrypt", body: '{"KeyId":"a","Plaintext":"?"}' },
      '{"__type":"SerializationException","message":"Plaintext: a string of base64 with padding is expected."}',
    ],
    [
      { operation: "Encrypt", body: '{"EncryptionContext":{"a":"b","a":"c"}}' },
      '{"__type":"SerializationException","message":"A member name occurs twice in one JSON object."}',
    ],
  ])("%j is refused with status 400", async (request, body) => {
    expect(await rawRequest((await client()).kms, request)).toMatchObject({ status: 400, body })
  })

  test("Every request gets an id of its own, and the answer the time of its arrival", async () => {
    const { kms } = await client()
    const [one, two] = [await rawRequest(kms, {}), await rawRequest(kms, { operation: "Fly" })]
    expect(one.headers["x-amzn-RequestId"]).toMatch(/^[0-9a-f-]{36}$/)
    expect(one.headers["x-amzn-RequestId"]).not.toBe(two.headers["x-amzn-RequestId"])
    for (const { headers } of [one, two]) expect(Date.parse(headers.Date ?? "")).toBe(startMs)
  })
})

describe("Start", () => {
  const ports = (store: Store, byte: number) => ({
    store,
    clock: () => startMs,
    random: (length: number) => crypto.getRandomValues(new Uint8Array(length)),
    symmetric: webCrypto,
    generateKeyPair: () => Promise.reject(new Error("no pairs")),
    rootKey: new Uint8Array(32).fill(byte),
    settings: {
      regions: [region],
      account,
      authentication: "any",
      sm2Everywhere: false,
    } as const,
  })

  test("createKms wipes the root key that it was given", async () => {
    const given = ports(memoryStore(), 1)
    await createKms(given)
    expect(given.rootKey).toEqual(new Uint8Array(32))
  })

  test("createKms refuses a store that was made under another root key", async () => {
    const store = memoryStore()
    await createKms(ports(store, 1))
    await expect(createKms(ports(store, 2))).rejects.toThrow(RootKeyMismatch)
    expect(await (await createKms(ports(store, 1))).ready()).toBe(true)
  })

  test("createKms refuses a store whose domain key is damaged", async () => {
    const store = memoryStore()
    await createKms(ports(store, 1))
    await overwrite(store, "domain-key", "0000000001", () => "?")
    await expect(createKms(ports(store, 1))).rejects.toThrow(DomainKeyDamaged)
  })

  test("What was sealed before a restart opens after it", async () => {
    const store = memoryStore()
    const before = await client({ store })
    const KeyId = await before.key()
    const sealed = await before.ok<object>("Encrypt", { KeyId, Plaintext: "YQ==" })
    const after = await client({ store })
    expect(await after.ok("Decrypt", sealed)).toMatchObject({ Plaintext: "YQ==" })
  })
})

describe("Secrets", () => {
  /** Bytes that occur nowhere by chance, in every form in which they might be written down. */
  const canary = Uint8Array.from({ length: 24 }, (_, i) => 0xa5 ^ (i * 7))
  const forms = [
    encodeBase64(canary),
    encodeBase64Url(canary),
    encodeHex(canary),
    canary.join(","),
    String.fromCharCode(...canary),
  ]

  test("A plaintext is in the answers that give it, and in no record, row, report or refusal", async () => {
    const records: AuditRecord[] = []
    const reports: unknown[] = []
    const caller = await client({
      audit: (record) => records.push(record),
      report: (failure) => reports.push(failure),
      generateKeyPair: async (spec) => ({
        spec,
        privateKey: Uint8Array.from(canary),
        publicKey: Uint8Array.of(1),
      }),
    })
    const KeyId = await caller.key()
    const Plaintext = encodeBase64(canary)
    const sealed = await caller.ok<{ CiphertextBlob: string }>("Encrypt", { KeyId, Plaintext })
    expect(await caller.ok("Decrypt", sealed)).toMatchObject({ Plaintext })
    await caller.ok("ReEncrypt", { ...sealed, DestinationKeyId: KeyId })
    const pair = await caller.ok<{ PrivateKeyPlaintext: string }>("GenerateDataKeyPair", {
      KeyId,
      KeyPairSpec: "RSA_2048",
    })
    expect(decodeBase64(pair.PrivateKeyPlaintext)).toEqual(canary)
    const refusals = [
      await caller.refused("Encrypt", { KeyId, Plaintext, GrantTokens: "no list" }),
      await caller.refused("Encrypt", { KeyId, Plaintext: `${Plaintext}?` }),
      await caller.refused("Encrypt", {
        KeyId,
        Plaintext: encodeBase64(new Uint8Array(5000).fill(165)),
      }),
      await caller.refused("Encrypt", { KeyId: "nobody", Plaintext }),
      await caller.refused("Decrypt", { ...sealed, EncryptionContext: { a: "b" } }),
    ]
    const rows = await Promise.all(
      (["key", "domain-key", "alias"] as const).map((kind) =>
        caller.store.list(kind, { limit: 9 }),
      ),
    )
    expect(records.length).toBeGreaterThan(5)
    const told = JSON.stringify([records, reports, refusals, rows])
    for (const form of forms) expect(told).not.toContain(form)
  })
})
