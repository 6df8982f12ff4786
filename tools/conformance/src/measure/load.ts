/** Load on a server: requests signed beforehand, sent in turns over some connections. */
import { EncryptCommand } from "@aws-sdk/client-kms"
import autocannon from "autocannon"
import { requestTo, signed } from "../raw-request.ts"
import { standOn, type Target } from "../target.ts"
import { processorSeconds } from "./processor-time.ts"

export interface LoadedServer {
  target: Target
  pid(): number
}

export interface Load {
  perSecond: number
  /** Of the server, its threads included. */
  processorMsPerRequest: number
}

/** One operation on many keys. */
export type Requests = readonly { method: "POST"; headers: Record<string, string>; body: string }[]

export async function describeKeys(target: Target, keyIds: readonly string[]): Promise<Requests> {
  return sign(
    target,
    "DescribeKey",
    keyIds.map((KeyId) => ({ KeyId })),
  )
}

export async function decrypts(target: Target, keyIds: readonly string[]): Promise<Requests> {
  const { kms } = standOn(target)
  const inputs: object[] = []
  for (const KeyId of keyIds) {
    const Plaintext = new TextEncoder().encode("a data key, for one")
    const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
    inputs.push({ CiphertextBlob: Buffer.from(CiphertextBlob ?? []).toString("base64") })
  }
  return sign(target, "Decrypt", inputs)
}

async function sign(
  target: Target,
  operation: string,
  inputs: readonly object[],
): Promise<Requests> {
  const requests = inputs.map(async (input) => {
    const body = JSON.stringify(input)
    const { headers } = await signed(target, requestTo(operation, body))
    return { method: "POST", headers: headers as Record<string, string>, body } as const
  })
  return Promise.all(requests)
}

/** Loads one server for some seconds. */
export async function load(
  server: LoadedServer,
  requests: Requests,
  { connections, seconds }: { connections: number; seconds: number },
): Promise<Load> {
  const before = processorSeconds(server.pid())
  const options = { url: `${server.target.url}/`, connections, duration: seconds, requests }
  const { requests: sent, duration, errors, non2xx } = await autocannon(options)
  if (errors + non2xx > 0) throw new Error(`${errors} errors, ${non2xx} answers other than 2xx`)
  const processorMs = (processorSeconds(server.pid()) - before) * 1000
  return { perSecond: sent.total / duration, processorMsPerRequest: processorMs / sent.total }
}
