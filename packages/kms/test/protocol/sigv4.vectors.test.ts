/** The AWS signing test suite, from the verifier's side: each signed request is accepted, and each that is not ours refused. */
import { describe, expect, test } from "vitest"
import suite from "../../../../vectors/sigv4/aws-signing-test-suite.json" with { type: "json" }
import { canonicalRequest, readTarget } from "../../src/protocol/sigv4-canonical.ts"
import type { WireRequest } from "../../src/protocol/wire.ts"
import { accessKey, outcome, verifier } from "./verifier.ts"

interface Case {
  name: string
  context: { timestamp: string; credentials: { access_key_id: string; token?: string } }
  "header-canonical-request": string
  "header-signed-request": string
  "query-canonical-request": string
  "query-signed-request": string
}

const cases: Case[] = suite

/** Signed as for Amazon S3, which takes a path as it is. */
const pathsAsTheyAre = [
  "get-relative-relative-unnormalized",
  "get-relative-unnormalized",
  "get-slash-dot-slash-unnormalized",
  "get-slash-pointless-dot-unnormalized",
  "get-slash-unnormalized",
  "get-slashes-unnormalized",
]
const tokenNotSigned = "post-sts-header-after"
const mismatch = /^InvalidSignatureException: The request signature we calculated does not match/

describe.each(["header", "query"] as const)("The %s form", (form) => {
  test.each(cases)("$name", async (vector) => {
    const request = wireRequest(vector[`${form}-signed-request`])
    const { timestamp, credentials } = vector.context
    const session = credentials.token && { token: credentials.token, expiresMs: Number.MAX_VALUE }
    const known = accessKey(session || undefined)
    const verify = verifier({
      service: "service",
      findAccessKey: (id) => (id === credentials.access_key_id ? known : undefined),
    })
    const result = await outcome(request, { verify, atMs: Date.parse(timestamp) })
    if (pathsAsTheyAre.includes(vector.name)) expect(result).toMatch(mismatch)
    else if (vector.name !== tokenNotSigned) expect(result).toBe("accepted")
    else if (form === "query") expect(result).toMatch(mismatch)
    else
      expect(result).toBe(
        "InvalidSignatureException: 'X-Amz-Security-Token' must be a 'SignedHeader' in the AWS Authorization.",
      )
  })

  test.each(cases.filter(({ name }) => ![...pathsAsTheyAre, tokenNotSigned].includes(name)))(
    "$name has the canonical request of the suite",
    (vector) => {
      const expected = vector[`${form}-canonical-request`]
      const request = wireRequest(vector[`${form}-signed-request`])
      const [payloadHash = "", signedHeaders = ""] = expected.split("\n").reverse()
      const headers = Map.groupBy(request.headers, ([name]) => name)
      const values = new Map(
        [...headers].map(([name, pairs]) => [name, pairs.map(([, value]) => value)]),
      )
      const parts = { method: request.method, headers: values, ...readTarget(request.target) }
      expect(canonicalRequest(parts, signedHeaders, payloadHash)).toBe(expected)
    },
  )
})

test("The suite has the 38 cases of its README", () => {
  expect(cases).toHaveLength(38)
})

/** Reads HTTP/1.1 text; a line that begins with a blank continues the one before (RFC 9112 section 5.2). */
function wireRequest(text: string): WireRequest {
  const end = text.indexOf("\n\n")
  const head = (end < 0 ? text.trimEnd() : text.slice(0, end)).replaceAll(/\n[ \t]+/g, " ")
  const [line = "", ...lines] = head.split("\n")
  const [, method = "", target = ""] = /^(\S+) (.*) HTTP\/1\.1$/.exec(line) ?? []
  const headers = lines.map((header): [string, string] => {
    const at = header.indexOf(":")
    return [header.slice(0, at).toLowerCase(), header.slice(at + 1)]
  })
  const body = new TextEncoder().encode(end < 0 ? "" : text.slice(end + 2).replace(/\n$/, ""))
  return { method, target, headers, body }
}
