/** A verifier that knows one access key, for the tests of SigV4. */
import type { Refusal } from "../../src/errors.ts"
import { type SigV4Ports, sigV4 } from "../../src/protocol/sigv4.ts"
import type { SigningAccessKey } from "../../src/protocol/sigv4-signing-keys.ts"
import type { WireRequest } from "../../src/protocol/wire.ts"
import { nodeSymmetric } from "../node-symmetric.ts"
import { accessKeyId, nowMs, secretAccessKey } from "./signer.ts"

export function accessKey(session?: SigningAccessKey["session"]): SigningAccessKey {
  return {
    accessKeyId,
    identityIn: (region) => ({
      account: "111122223333",
      principalArn: "arn:aws:iam::111122223333:root",
      accessKeyId,
      region,
    }),
    openSecret: () => new TextEncoder().encode(secretAccessKey),
    ...(session && { session }),
  }
}

export function verifier(change: Partial<SigV4Ports> = {}): ReturnType<typeof sigV4> {
  const known = accessKey()
  return sigV4({
    service: "kms",
    regions: ["us-east-1", "eu-west-1"],
    symmetric: nodeSymmetric,
    findAccessKey: (id) => (id === accessKeyId ? known : undefined),
    random: (length) => new Uint8Array(length).fill(7),
    ...change,
  })
}

/** How a request is refused: "name: sentence", or "accepted". Throws what is no refusal. */
export async function outcome(
  request: WireRequest,
  { verify = verifier(), atMs = nowMs }: { verify?: ReturnType<typeof sigV4>; atMs?: number } = {},
): Promise<string> {
  try {
    await verify(request, atMs)
    return "accepted"
  } catch (error) {
    const { name, message, silent } = error as Refusal
    if (silent === undefined) throw error
    return `${name}: ${message}`
  }
}
