/** Key pairs that cost nothing, for tests whose subject is not the pair. */
import type { KeyPair, KeyPairSpec } from "@keywright/core"
import { type Client, client } from "./client.ts"

const utf8 = new TextEncoder()

export async function cheapKeyPair(spec: KeyPairSpec): Promise<KeyPair> {
  return {
    spec,
    privateKey: utf8.encode(`private ${spec}`),
    publicKey: utf8.encode(`public ${spec}`),
  }
}

/** A caller of a service that makes such pairs. */
export function clientWithPairs(change: Parameters<typeof client>[0] = {}): Promise<Client> {
  return client({ generateKeyPair: cheapKeyPair, ...change })
}
