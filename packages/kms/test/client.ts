/** A service in memory and a caller of it: fixed clock, counted randomness, any credentials. */
import { webCrypto } from "@keywright/core"
import { createKms, type Kms, type KmsPorts, memoryStore, type Store } from "../src/index.ts"

export const account = "111122223333"
export const region = "us-east-1"
export const startMs = Date.UTC(2026, 10, 24, 12, 0, 0)

export interface Client {
  kms: Kms
  store: Store
  /** Milliseconds since 1970; tests move it. */
  clock: { nowMs: number }
  /** The output of a request that must succeed; undefined for an empty body. */
  ok<T = Record<string, unknown>>(operation: string, input?: object): Promise<T>
  /** "Name: sentence", or "Name" where there is none, of a request that must be refused with status 400. */
  refused(operation: string, input?: object): Promise<string>
  /** Makes a key and gives its id. */
  key(input?: object): Promise<string>
}

/** `region` is the caller's: the scope of its signature. */
export async function client(
  change: Partial<KmsPorts> & { region?: string; regions?: readonly string[] } = {},
): Promise<Client> {
  const store = change.store ?? memoryStore()
  const clock = { nowMs: startMs }
  const kms = await createKms({
    store,
    clock: () => clock.nowMs,
    random: counter(),
    symmetric: webCrypto,
    generateKeyPair: () => Promise.reject(new Error("bug: this test makes no key pairs")),
    rootKey: new Uint8Array(32).fill(1),
    report: ({ error }) => {
      throw error
    },
    settings: {
      regions: change.regions ?? [region],
      account,
      authentication: "any",
      sm2Everywhere: false,
    },
    ...change,
  })
  return callerOf(kms, { store, clock, region: change.region ?? region })
}

/** Another caller of the same service, in another Region. */
export function inRegion({ kms, store, clock }: Client, other: string): Client {
  return callerOf(kms, { store, clock, region: other })
}

function callerOf(kms: Kms, world: Pick<Client, "store" | "clock"> & { region: string }): Client {
  async function send(operation: string, input: object): Promise<{ status: number; body: string }> {
    const scope = `AKIDEXAMPLE/20261124/${world.region}/kms/aws4_request`
    return kms.handle({
      method: "POST",
      target: "/",
      headers: [
        ["content-type", "application/x-amz-json-1.1"],
        ["x-amz-target", `TrentService.${operation}`],
        ["authorization", `AWS4-HMAC-SHA256 Credential=${scope}, SignedHeaders=host, Signature=0`],
      ],
      body: new TextEncoder().encode(JSON.stringify(input)),
    })
  }
  const caller: Client = {
    kms,
    store: world.store,
    clock: world.clock,
    async ok(operation, input = {}) {
      const { status, body } = await send(operation, input)
      if (status !== 200) throw new Error(`${operation}: ${status} ${body}`)
      return body === "" ? undefined : JSON.parse(body)
    },
    async refused(operation, input = {}) {
      const { status, body } = await send(operation, input)
      if (status !== 400) throw new Error(`${operation}: ${status} ${body}`)
      const { __type, message, Message } = JSON.parse(body)
      const sentence = message ?? Message
      return sentence === undefined ? __type : `${__type}: ${sentence}`
    },
    async key(input = {}) {
      const made = await caller.ok<{ KeyMetadata: { KeyId: string } }>("CreateKey", input)
      return made.KeyMetadata.KeyId
    },
  }
  return caller
}

export const keyArn = (keyId: string): string => `arn:aws:kms:${region}:${account}:key/${keyId}`
export const aliasArn = (name: string): string => `arn:aws:kms:${region}:${account}:${name}`

/** A well-formed id that no key has. */
export const unknownKeyId = "1234abcd-12ab-34cd-56ef-1234567890ab"

/** How every operation refuses what names no key of its own: what is sent as the key, and the answer. */
export const badIdentifiers: readonly (readonly [identifier: string, refused: string])[] = [
  ["fake-key-id", "NotFoundException: Invalid keyId 'fake-key-id'"],
  [unknownKeyId, `NotFoundException: Key '${keyArn(unknownKeyId)}' does not exist`],
  [keyArn(unknownKeyId), `NotFoundException: Key '${keyArn(unknownKeyId)}' does not exist`],
  [keyArn(unknownKeyId).replace(region, "us-west-2"), "NotFoundException: Invalid arn us-west-2"],
  ["alias/a", "InvalidArnException: Key Aliases are not supported for this operation."],
  [aliasArn("alias/a"), "InvalidArnException: Key Aliases are not supported for this operation."],
]

/** Bytes that differ every time, and are the same in every run. */
function counter(): (length: number) => Uint8Array {
  let next = 0
  return (length) => {
    const bytes = new Uint8Array(length)
    next++
    for (let i = 0; i < Math.min(length, 4); i++) bytes[length - 1 - i] = next >>> (8 * i)
    return bytes
  }
}
