/** A request as it is on the wire, for tests of what no client sends. */
import type { Kms, WireAnswer } from "../src/index.ts"

export interface RawRequest {
  operation?: string
  body?: string | Uint8Array
  method?: string
  target?: string
  /** Replace those of a good request; undefined takes one away. */
  headers?: Record<string, string | undefined>
}

export async function rawRequest(kms: Kms, request: RawRequest): Promise<WireAnswer> {
  const { operation = "ListKeys", body = "{}", method = "POST", target = "/" } = request
  const headers: Record<string, string | undefined> = {
    "content-type": "application/x-amz-json-1.1",
    "x-amz-target": `TrentService.${operation}`,
    authorization:
      "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20261124/us-east-1/kms/aws4_request, SignedHeaders=host, Signature=0",
    ...request.headers,
  }
  return kms.handle({
    method,
    target,
    headers: Object.entries(headers).filter((one): one is [string, string] => one[1] !== undefined),
    body: typeof body === "string" ? new TextEncoder().encode(body) : body,
  })
}
