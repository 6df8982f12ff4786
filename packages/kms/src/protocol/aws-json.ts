/** AWS JSON 1.1: between bytes and values. The envelope of a request, its JSON, and the words of an answer. */
import { errorRow, type Refusal } from "../errors.ts"
import type { WireAnswer, WireRequest } from "./wire.ts"

const mediaType = "application/x-amz-json-1.1"
/** Before the name of the operation in `X-Amz-Target`. */
const targetPrefix = "TrentService."
/** Objects and lists in one another: the deepest request of AWS KMS has three. */
const depthMax = 32

/** The request is none of this protocol; its answer is not JSON either. */
export class NotJsonPost extends Error {
  override readonly name = "NotJsonPost"
}

/** Whether this is a request of the protocol at all: POST to `/`, with a body that says it is JSON. */
export function isJsonPost({ method, target, headers }: WireRequest): boolean {
  const path = target.split("?", 1)[0]
  if (method !== "POST" || path !== "/") return false
  const type = header(headers, "content-type")?.split(";", 1)[0]?.trim().toLowerCase()
  return type === mediaType || type === "application/json"
}

/** The operation that the request names, or nothing. */
export function targetOperation({ headers }: WireRequest): string | undefined {
  const target = header(headers, "x-amz-target")
  return target?.startsWith(targetPrefix) ? target.slice(targetPrefix.length) : undefined
}

/** The body's object, or what is wrong with it. */
export function parseBody(body: Uint8Array): { json: object } | { wrong: "body" | "repeated" } {
  try {
    const text = utf8.decode(body)
    const { depth, members } = countStructure(text)
    if (depth > depthMax) return { wrong: "body" }
    const json: unknown = JSON.parse(text)
    if (typeof json !== "object" || json === null || Array.isArray(json)) return { wrong: "body" }
    // JSON.parse keeps the last of two members of one name. Which one a signer meant is not for us to guess.
    return countMembers(json) === members ? { json } : { wrong: "repeated" }
  } catch {
    return { wrong: "body" }
  }
}

/** An answer with a body that is written already; empty for operations without output. */
export function successAnswer(body: string, headers: AnswerHeaders): WireAnswer {
  return { status: 200, headers: answerHeaders(headers), body }
}

export function refusalAnswer(refusal: Refusal, headers: AnswerHeaders): WireAnswer {
  const { status, says } = errorRow(refusal.name)
  const body = refusal.silent
    ? { __type: refusal.name }
    : { __type: refusal.name, [says]: refusal.message }
  return { status, headers: answerHeaders(headers), body: JSON.stringify(body) }
}

/** What is not a request of the protocol: recorded of a sibling service of the same framework. */
export function notJsonAnswer(headers: AnswerHeaders): WireAnswer {
  return { status: 404, headers: answerHeaders(headers), body: "<UnknownOperationException/>\n" }
}

export interface AnswerHeaders {
  requestId: string
  nowMs: number
}

/** `Date` is on every answer: SDKs correct their clock by it. */
function answerHeaders({ requestId, nowMs }: AnswerHeaders): Record<string, string> {
  return {
    "Content-Type": mediaType,
    "x-amzn-RequestId": requestId,
    Date: new Date(nowMs).toUTCString(),
    "Cache-Control": "no-cache, no-store, must-revalidate, private",
    Expires: "0",
    Pragma: "no-cache",
  }
}

/** The value of a header that came once. */
function header(headers: WireRequest["headers"], name: string): string | undefined {
  const found = headers.filter(([one]) => one === name)
  return found.length === 1 ? found[0]?.[1] : undefined
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true })

/** How deep a JSON text is nested, and how many members its objects have together: one colon for each outside strings. */
function countStructure(text: string): { depth: number; members: number } {
  let depth = 0
  let deepest = 0
  let members = 0
  for (let i = 0; i < text.length; i++) {
    switch (text.charCodeAt(i)) {
      case quote:
        i = endOfString(text, i)
        break
      case colon:
        members++
        break
      case braceOpen:
      case bracketOpen:
        deepest = Math.max(deepest, ++depth)
        break
      case braceClose:
      case bracketClose:
        depth--
        break
    }
  }
  return { depth: deepest, members }
}

const quote = 0x22
const colon = 0x3a
const bracketOpen = 0x5b
const backslash = 0x5c
const bracketClose = 0x5d
const braceOpen = 0x7b
const braceClose = 0x7d

/** The index of the quote that ends the string that begins at `start`. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1)
  while (end > 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1)
  return end < 0 ? text.length : end
}

/** Whether an odd number of backslashes stands before `at`. */
function isEscaped(text: string, at: number): boolean {
  let before = at - 1
  while (text.charCodeAt(before) === backslash) before--
  return (at - before) % 2 === 0
}

function countMembers(json: unknown): number {
  if (typeof json !== "object" || json === null) return 0
  const values = Object.values(json)
  let members = Array.isArray(json) ? 0 : values.length
  for (const value of values) members += countMembers(value)
  return members
}
