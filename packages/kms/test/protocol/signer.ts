/** A plain signer, written from AWS's page and sharing no code with the verifier: it also signs what no client would. */
import { createHash, createHmac } from "node:crypto"
import type { WireRequest } from "../../src/protocol/wire.ts"

export const accessKeyId = "AKIDEXAMPLE"
export const secretAccessKey = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"
export const nowMs = Date.UTC(2026, 10, 24, 12, 0, 0)
export const timestamp = "20261124T120000Z"

/** What of a signature a test may choose for itself. */
export interface Choice {
  accessKeyId?: string
  secret?: string
  algorithm?: string
  timestamp?: string
  /** Of the credential scope, where it is not the timestamp's. */
  date?: string
  region?: string
  service?: string
  terminator?: string
  /** Signed headers, sorted. */
  signed?: readonly string[]
  payloadHash?: string
}

/** A request of AWS KMS with nothing signed yet. */
export function unsigned(change: Partial<WireRequest> = {}): WireRequest {
  return {
    method: "POST",
    target: "/",
    headers: [
      ["host", "kms.us-east-1.amazonaws.com"],
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", "TrentService.ListKeys"],
    ],
    body: new TextEncoder().encode('{"Limit":10}'),
    ...change,
  }
}

/** Signs in the header form, with x-amz-date and authorization added. */
export function signHeader(request: WireRequest, choice: Choice = {}): WireRequest {
  const time = choice.timestamp ?? timestamp
  const headers = [...request.headers, ["x-amz-date", time] as const]
  const signed = choice.signed ?? [...new Set(headers.map(([name]) => name))].sort()
  const dated = { ...request, headers }
  const authorization = [
    `${choice.algorithm ?? "AWS4-HMAC-SHA256"} Credential=${credential(choice)}`,
    `SignedHeaders=${signed.join(";")}`,
    `Signature=${signature(dated, { ...choice, signed })}`,
  ].join(", ")
  return { ...dated, headers: [...headers, ["authorization", authorization]] }
}

/** Signs in the query form. */
export function presign(
  request: WireRequest,
  choice: Choice & { expires?: string; token?: string } = {},
): WireRequest {
  const signed = choice.signed ?? [...new Set(request.headers.map(([name]) => name))].sort()
  const parameters = [
    ["X-Amz-Algorithm", choice.algorithm ?? "AWS4-HMAC-SHA256"],
    ["X-Amz-Credential", credential(choice)],
    ["X-Amz-Date", choice.timestamp ?? timestamp],
    ...(choice.expires === undefined ? [] : [["X-Amz-Expires", choice.expires]]),
    ...(choice.token === undefined ? [] : [["X-Amz-Security-Token", choice.token]]),
    ["X-Amz-SignedHeaders", signed.join(";")],
  ]
  const query = parameters.map(([name, value = ""]) => `${name}=${encodeURIComponent(value)}`)
  const target = `/?${query.join("&")}`
  const proof = signature({ ...request, target }, { ...choice, signed })
  return { ...request, target: `${target}&X-Amz-Signature=${proof}` }
}

function credential(choice: Choice): string {
  return `${choice.accessKeyId ?? accessKeyId}/${scopeOf(choice).join("/")}`
}

function scopeOf(choice: Choice): string[] {
  const date = choice.date ?? (choice.timestamp ?? timestamp).slice(0, 8)
  const { region = "us-east-1", service = "kms", terminator = "aws4_request" } = choice
  return [date, region, service, terminator]
}

/** The path is "/" and the query is sorted and encoded already: all that a KMS client ever sends. */
function signature(request: WireRequest, choice: Choice & { signed: readonly string[] }): string {
  const canonical = [
    request.method,
    "/",
    request.target.slice(2),
    ...choice.signed.map((name) => `${name}:${valuesOf(request, name)}`),
    "",
    choice.signed.join(";"),
    choice.payloadHash ?? createHash("sha256").update(request.body).digest("hex"),
  ].join("\n")
  const toSign = [
    choice.algorithm ?? "AWS4-HMAC-SHA256",
    choice.timestamp ?? timestamp,
    scopeOf(choice).join("/"),
    createHash("sha256").update(canonical).digest("hex"),
  ].join("\n")
  const secret = Buffer.from(`AWS4${choice.secret ?? secretAccessKey}`)
  const key = scopeOf(choice).reduce(hmac, secret)
  return hmac(key, toSign).toString("hex")
}

function valuesOf(request: WireRequest, name: string): string {
  const values = request.headers.filter(([header]) => header === name)
  return values.map(([, value]) => value.trim().replaceAll(/ +/g, " ")).join(",")
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac("sha256", key).update(text).digest()
}
