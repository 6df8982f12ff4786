/** Requests that no client of AWS would send, and the form of every answer. */
import { describe, expect, test } from "vitest"
import { call, type RawAnswer, requestTo, send, signed } from "../raw-request.ts"
import type { Stand } from "../target.ts"

/** The server's limit is a setting; its default is a mebibyte. */
const BODY_BYTES_OVER_THE_LIMIT = 1_048_577

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

const unknownOperation = { status: 400, type: "UnknownOperationException" }
const serialization = { status: 400, type: "SerializationException" }

interface Expected {
  status: number
  type: string
}

const BODIES: [what: string, operation: string, body: Uint8Array | string, expected: Expected][] = [
  ["nothing", "ListKeys", "", serialization],
  ["half an object", "ListKeys", '{"Limit":', serialization],
  ["an object and a comma", "ListKeys", "{},", serialization],
  ["a list", "ListKeys", "[]", serialization],
  ["null", "ListKeys", "null", serialization],
  ["a text", "ListKeys", '"x"', serialization],
  [
    "bytes that are not UTF-8",
    "ListKeys",
    new Uint8Array([0x7b, 0x22, 0xff, 0x22, 0x7d]),
    serialization,
  ],
  ["100,000 lists in one another", "ListKeys", "[".repeat(100_000), serialization],
  ["100,000 objects in one another", "ListKeys", '{"a":'.repeat(100_000), serialization],
  ["a member that comes twice", "ListKeys", '{"Limit":1,"Limit":2}', serialization],
  ["a text for a number", "ListKeys", '{"Limit":"1"}', serialization],
  ["a number for a text", "DescribeKey", '{"KeyId":1}', serialization],
  ["a list for a text", "DescribeKey", '{"KeyId":["a"]}', serialization],
  ["a text for a truth value", "CreateKey", '{"MultiRegion":"false"}', serialization],
  ["an object for a list", "CreateKey", '{"Tags":{}}', serialization],
  ["a text in a list of structures", "CreateKey", '{"Tags":["a"]}', serialization],
  ["a fraction for a number", "GenerateRandom", '{"NumberOfBytes":1.5}', serialization],
  ["a number for a blob", "Decrypt", '{"CiphertextBlob":1}', serialization],
  ["a blob that is not base64", "Decrypt", '{"CiphertextBlob":"not base64!"}', serialization],
  ["a blob without its padding", "Decrypt", '{"CiphertextBlob":"YQ"}', serialization],
  ["a blob in the alphabet for URLs", "Decrypt", '{"CiphertextBlob":"-_-_"}', serialization],
  ["a blob with bits left over", "Decrypt", '{"CiphertextBlob":"YR=="}', serialization],
  [
    "a number in an encryption context",
    "Decrypt",
    '{"CiphertextBlob":"YQ==","EncryptionContext":{"a":1}}',
    serialization,
  ],
  [
    "a context whose name comes twice",
    "Decrypt",
    '{"CiphertextBlob":"YQ==","EncryptionContext":{"a":"1","a":"2"}}',
    serialization,
  ],
  ["a missing member", "DescribeKey", "{}", { status: 400, type: "ValidationException" }],
  [
    "a member that is null",
    "DescribeKey",
    '{"KeyId":null}',
    { status: 400, type: "ValidationException" },
  ],
  [
    "a key named constructor",
    "DescribeKey",
    '{"KeyId":"constructor"}',
    { status: 400, type: "NotFoundException" },
  ],
]

const TARGETS: [what: string, target: string | undefined][] = [
  ["no target", undefined],
  ["an operation that KMS does not have", "TrentService.OpenSesame"],
  ["an operation in another case", "TrentService.listkeys"],
  ["another service", "DynamoDB_20120810.ListTables"],
  ["a name without the service", "ListKeys"],
  ["a property of every object", "TrentService.constructor"],
  ["the prototype", "TrentService.__proto__"],
]

export function wire({ target }: Stand): void {
  describe("the wire", () => {
    test.each(BODIES)("A body that is %s is refused", async (_what, operation, body, expected) => {
      expect(spelled(await call(target, operation, body))).toEqual(expected)
    })

    test.each(TARGETS)("A request with %s is refused", async (_what, name) => {
      const { headers, ...rest } = requestTo("ListKeys")
      const { "x-amz-target": _operation, ...others } = headers
      const request = { ...rest, headers: { ...others, ...(name && { "x-amz-target": name }) } }
      expect(spelled(await send(target, await signed(target, request)))).toEqual(unknownOperation)
    })

    test("A member that KMS does not have is ignored", async () => {
      const answer = await call(
        target,
        "ListKeys",
        '{"Limit":1,"Colour":"blue","__proto__":{"Limit":"x"}}',
      )
      expect(answer.status).toBe(200)
    })

    test.each(["GET", "PUT", "DELETE", "PATCH"])("A %s is none of the protocol", async (method) => {
      const request = { ...requestTo("ListKeys"), method }
      const answer = await send(target, await signed(target, request))
      expect(answer.status).toBe(404)
      expect(answer.text).toBe("<UnknownOperationException/>\n")
    })

    test.each(["text/plain", "application/x-www-form-urlencoded"])(
      "A body that says it is %s is none of the protocol",
      async (type) => {
        const { headers, ...rest } = requestTo("ListKeys")
        const request = { ...rest, headers: { ...headers, "content-type": type } }
        const answer = await send(target, await signed(target, request))
        expect(answer.status).toBe(404)
        expect(answer.text).toBe("<UnknownOperationException/>\n")
      },
    )

    test("A content type may have parameters", async () => {
      const { headers, ...rest } = requestTo("ListKeys")
      const type = "application/x-amz-json-1.1; charset=utf-8"
      const request = { ...rest, headers: { ...headers, "content-type": type } }
      expect((await send(target, await signed(target, request))).status).toBe(200)
    })

    test("A body over the limit is refused before it is understood", async () => {
      const answer = await call(target, "ListKeys", " ".repeat(BODY_BYTES_OVER_THE_LIMIT))
      expect(answer.status).toBe(413)
    })

    test("Every answer has a date, a request id and the protocol's content type, a refusal too", async () => {
      for (const body of ["{}", "{"]) {
        const { headers } = await call(target, "ListKeys", body)
        expect(headers["content-type"]).toBe("application/x-amz-json-1.1")
        expect(headers["x-amzn-requestid"]).toMatch(UUID)
        expect(Math.abs(Date.parse(headers.date ?? "") - Date.now())).toBeLessThan(60_000)
        expect(headers["cache-control"]).toContain("no-store")
      }
    })

    test("An operation without output answers with an empty body", async () => {
      const created = await call(target, "CreateKey")
      const KeyId = /"KeyId":"([^"]+)"/.exec(created.text)?.[1]
      const answer = await call(target, "EnableKey", JSON.stringify({ KeyId }))
      expect([answer.status, answer.text]).toEqual([200, ""])
    })

    test("Two failures of validation are told in one answer", async () => {
      const body = JSON.stringify({ KeyId: "", Plaintext: "" })
      const { json } = await call(target, "Encrypt", body)
      expect(json?.message).toBe(
        "2 validation errors detected: " +
          "Value '' at 'keyId' failed to satisfy constraint: Member must have length greater than or equal to 1; " +
          "Value at 'plaintext' failed to satisfy constraint: Member must have length greater than or equal to 1",
      )
    })

    test("A refusal never holds the plaintext that came with it", async () => {
      const Plaintext = Buffer.from("the canary sings").toString("base64")
      const { text, status } = await call(
        target,
        "Encrypt",
        JSON.stringify({ KeyId: "x", Plaintext }),
      )
      expect(status).toBe(400)
      expect(text).not.toContain(Plaintext)
      expect(text).not.toContain("canary")
    })
  })
}

function spelled({ status, json, text }: RawAnswer): Expected {
  return { status, type: typeof json?.__type === "string" ? json.__type : text }
}
