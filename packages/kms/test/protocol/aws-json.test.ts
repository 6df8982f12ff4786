import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { refuse } from "../../src/errors.ts"
import {
  isJsonPost,
  notJsonAnswer,
  parseBody,
  refusalAnswer,
  successAnswer,
  targetOperation,
} from "../../src/protocol/aws-json.ts"
import type { WireRequest } from "../../src/protocol/wire.ts"

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

function request(change: Partial<WireRequest>): WireRequest {
  const headers = [["content-type", "application/x-amz-json-1.1"]] as const
  return { method: "POST", target: "/", headers, body: bytes("{}"), ...change }
}

const typed = (type: string): WireRequest => request({ headers: [["content-type", type]] })

describe("isJsonPost", () => {
  test.each([
    ["a POST", request({})],
    ["a query behind the path", request({ target: "/?X-Amz-Algorithm=a" })],
    ["parameters behind the content type", typed("application/x-amz-json-1.1; charset=utf-8")],
    ["another case", typed("Application/X-Amz-Json-1.1")],
    ["plain JSON", typed("application/json")],
  ])("isJsonPost accepts %s", (_, wire) => {
    expect(isJsonPost(wire)).toBe(true)
  })

  test.each([
    ["a GET", request({ method: "GET" })],
    ["another path", request({ target: "/keys" })],
    ["another content type", typed("text/plain")],
    ["another version of the protocol", typed("application/x-amz-json-1.0")],
    ["no content type", request({ headers: [] })],
    [
      "two content types",
      request({
        headers: [
          ["content-type", "application/x-amz-json-1.1"],
          ["content-type", "text/plain"],
        ],
      }),
    ],
  ])("isJsonPost refuses %s", (_, wire) => {
    expect(isJsonPost(wire)).toBe(false)
  })
})

describe("targetOperation", () => {
  test.each([
    ["TrentService.Encrypt", "Encrypt"],
    ["TrentService.", ""],
    ["trentservice.Encrypt", undefined],
    ["DynamoDB_20120810.ListTables", undefined],
    ["Encrypt", undefined],
  ])("targetOperation reads %s", (value, expected) => {
    expect(targetOperation(request({ headers: [["x-amz-target", value]] }))).toBe(expected)
  })

  test("targetOperation finds none in a request without the header, or with two", () => {
    const header = ["x-amz-target", "TrentService.Encrypt"] as const
    expect(targetOperation(request({ headers: [] }))).toBeUndefined()
    expect(targetOperation(request({ headers: [header, header] }))).toBeUndefined()
  })
})

describe("parseBody", () => {
  const deep = (depth: number): string => `{"a":${"[".repeat(depth - 1)}${"]".repeat(depth - 1)}}`

  test.each([
    ["nothing", ""],
    ["a list", "[]"],
    ["null", "null"],
    ["a text", '"a"'],
    ["half an object", '{"a":'],
    ["an open string", '{"a":"b'],
    ["a string that ends in a backslash", '{"a":"b\\'],
    ["two objects", "{}{}"],
    ["a comment", "{/*a*/}"],
    ["a byte order mark", "\ufeff{}"],
    ["more depth than any request has", deep(33)],
    ["depth that would overflow a stack", deep(100_000)],
    ["open brackets only", "[".repeat(100_000)],
  ])("parseBody refuses %s", (_, text) => {
    expect(parseBody(bytes(text))).toEqual({ wrong: "body" })
  })

  test("parseBody refuses bytes that are not UTF-8", () => {
    expect(parseBody(Uint8Array.of(...bytes('{"a":"'), 0xff, ...bytes('"}')))).toEqual({
      wrong: "body",
    })
  })

  test.each([
    '{"a":1,"a":2}',
    '{"EncryptionContext":{"a":"b","a":"c"}}',
    '{"a":"x","\\u0061":"y"}',
    '{"a":[{"b":1},{"b":1,"b":1}]}',
    '{"__proto__":1,"__proto__":2}',
  ])("parseBody refuses a name that occurs twice: %s", (text) => {
    expect(parseBody(bytes(text))).toEqual({ wrong: "repeated" })
  })

  test.each([
    '{"a":"x:y","b":":{[\\"","c":"\\\\","d":{"a":1}}',
    '{"__proto__":{"a":1},"constructor":{"prototype":[]}}',
    deep(32),
    ' { "a" : [ { } , [ ] , "\\\\\\":" ] } ',
  ])("parseBody reads %s as JSON.parse does", (text) => {
    expect(parseBody(bytes(text))).toEqual({ json: JSON.parse(text) })
  })

  test("parseBody reads whatever JSON.stringify writes", () => {
    const texts = fc.dictionary(fc.string({ unit: "binary" }), fc.jsonValue({ maxDepth: 5 }))
    fc.assert(
      fc.property(texts, (value) => {
        const text = JSON.stringify(value)
        expect(parseBody(bytes(text))).toEqual({ json: JSON.parse(text) })
      }),
    )
  })

  test("parseBody finds a repeated name wherever it hides", () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 }), { minKeys: 1 }),
        (value) => {
          const text = JSON.stringify(value)
          const name = JSON.stringify(Object.keys(value)[0])
          const repeated = `{"deep":[${text.slice(0, -1)},${name}:0}]}`
          expect(parseBody(bytes(repeated))).toEqual({ wrong: "repeated" })
        },
      ),
    )
  })
})

describe("Answers", () => {
  const answering = { requestId: "b9a5f6ce-3d9a-4b8e-8a1a-0e2d5d9a1f30", nowMs: 1732449600000 }

  test("Every answer has its request's id, the date, and is not kept by caches", () => {
    const headers = {
      "Content-Type": "application/x-amz-json-1.1",
      "x-amzn-RequestId": answering.requestId,
      Date: "Sun, 24 Nov 2024 12:00:00 GMT",
      "Cache-Control": "no-cache, no-store, must-revalidate, private",
      Expires: "0",
      Pragma: "no-cache",
    }
    expect(successAnswer("", answering)).toEqual({ status: 200, headers, body: "" })
    expect(refusalAnswer(refuse("InvalidCiphertextException"), answering)).toEqual({
      status: 400,
      headers,
      body: '{"__type":"InvalidCiphertextException"}',
    })
    expect(notJsonAnswer(answering)).toEqual({
      status: 404,
      headers,
      body: "<UnknownOperationException/>\n",
    })
  })

  test("A refusal says its sentence under `message`, and AccessDeniedException under `Message`", () => {
    expect(refusalAnswer(refuse("TagException", "tooManyTags"), answering).body).toBe(
      '{"__type":"TagException","message":"Too many tags"}',
    )
    expect(refusalAnswer(refuse("AccessDeniedException", "ciphertextKey"), answering).body).toMatch(
      /^\{"__type":"AccessDeniedException","Message":"The ciphertext refers/,
    )
  })
})
