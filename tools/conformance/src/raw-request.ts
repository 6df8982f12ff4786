/** Requests that no client of AWS would send: signed like theirs, and then altered. */
import { createHash, createHmac } from "node:crypto"
import { once } from "node:events"
import { request as httpRequest, type IncomingHttpHeaders, type IncomingMessage } from "node:http"
import { SignatureV4 } from "@smithy/signature-v4"
import type { Target } from "./target.ts"

export interface RawRequest {
  method: string
  path: string
  headers: Record<string, string | string[]>
  body: Uint8Array | string
}

export interface RawAnswer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  /** The body as JSON, when it is that. */
  json: Record<string, unknown> | undefined
}

export interface SigningOptions {
  /** Whose time the signature bears; now, unless given. */
  at?: Date
  /** The scope's Region; the target's first, unless given. */
  region?: string
  /** The scope's service. */
  service?: string
  credentials?: Target["credentials"] & { sessionToken?: string }
}

/** An unsigned request to one operation. `body` is sent as it is: it need not be JSON. */
export function requestTo(operation: string, body: Uint8Array | string = "{}"): RawRequest {
  return {
    method: "POST",
    path: "/",
    headers: {
      "content-type": "application/x-amz-json-1.1",
      "x-amz-target": `TrentService.${operation}`,
    },
    body,
  }
}

/** The request with an Authorization header by AWS's own signer. */
export async function signed(
  target: Target,
  request: RawRequest,
  options: SigningOptions = {},
): Promise<RawRequest> {
  const { host, hostname, port, protocol } = new URL(target.url)
  const signer = new SignatureV4({
    credentials: options.credentials ?? target.credentials,
    region: options.region ?? target.regions[0],
    service: options.service ?? "kms",
    sha256: Sha256,
  })
  const { headers } = await signer.sign(
    {
      method: request.method,
      protocol,
      hostname,
      port: Number(port),
      path: request.path,
      query: {},
      headers: { ...(request.headers as Record<string, string>), host },
      body: request.body,
    },
    options.at === undefined ? {} : { signingDate: options.at },
  )
  return { ...request, headers }
}

/** Sends a request as it is, every header included. */
export async function send(target: Target, request: RawRequest): Promise<RawAnswer> {
  const sent = httpRequest(target.url + request.path, {
    method: request.method,
    // Node frames the body of a GET by itself only when told how long it is.
    headers: { ...request.headers, "content-length": Buffer.byteLength(request.body) },
    agent: false,
  })
  sent.end(request.body)
  const [answer] = (await once(sent, "response")) as [IncomingMessage]
  const pieces = await Array.fromAsync(answer as AsyncIterable<Buffer>)
  const text = Buffer.concat(pieces).toString()
  return { status: answer.statusCode ?? 0, headers: answer.headers, text, json: jsonOf(text) }
}

/** Signs and sends. */
export async function call(
  target: Target,
  operation: string,
  body?: Uint8Array | string,
): Promise<RawAnswer> {
  return send(target, await signed(target, requestTo(operation, body)))
}

function jsonOf(text: string): Record<string, unknown> | undefined {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** SHA-256 and HMAC-SHA-256 in the form that AWS's signer asks for. */
class Sha256 {
  readonly #hash: { update(data: Uint8Array): unknown; digest(): Uint8Array }

  constructor(secret?: string | ArrayBuffer | ArrayBufferView) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret))
  }

  update(data: string | ArrayBuffer | ArrayBufferView): void {
    this.#hash.update(bytesOf(data))
  }

  async digest(): Promise<Uint8Array> {
    return new Uint8Array(this.#hash.digest())
  }

  reset(): void {}
}

function bytesOf(data: string | ArrayBuffer | ArrayBufferView): Uint8Array {
  if (typeof data === "string") return new TextEncoder().encode(data)
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data)
}
