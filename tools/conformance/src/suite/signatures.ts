/** Signature Version 4: one good request, and each of its fields altered alone. */
import { describe, expect, test } from "vitest"
import { type RawRequest, requestTo, type SigningOptions, send, signed } from "../raw-request.ts"
import type { Stand } from "../target.ts"

const MINUTE_MS = 60_000

type Alter = (request: RawRequest) => RawRequest

const MISMATCH =
  "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details."

/** Replaces in the Authorization header. */
const inAuthorization =
  (from: RegExp, to: string): Alter =>
  (request) =>
    withHeader(request, "authorization", (value) => value.replace(from, to))

const flipHex = (digit: string): string => (digit === "0" ? "1" : "0")

const ALTERED: [field: string, alter: Alter, name: string, message: string | RegExp][] = [
  [
    "the last digit of the signature",
    (request) =>
      withHeader(
        request,
        "authorization",
        (value) => value.slice(0, -1) + flipHex(value.at(-1) ?? ""),
      ),
    "InvalidSignatureException",
    MISMATCH,
  ],
  ["a signature cut short", inAuthorization(/.$/, ""), "InvalidSignatureException", MISMATCH],
  [
    "a signature in capitals",
    (request) => withHeader(request, "authorization", capitals),
    "InvalidSignatureException",
    MISMATCH,
  ],
  [
    "the access key id",
    inAuthorization(/Credential=[^/]+/, "Credential=AKIAIOSFODNN7EXAMPLE"),
    "UnrecognizedClientException",
    "The security token included in the request is invalid.",
  ],
  [
    "the scope's date",
    inAuthorization(/\/\d{8}\//, "/20150830/"),
    "InvalidSignatureException",
    /Date in Credential scope does not match YYYYMMDD/,
  ],
  [
    "the scope's Region",
    inAuthorization(/\/[a-z]+-[a-z]+-\d\//, "/mars-north-1/"),
    "InvalidSignatureException",
    /Credential should be scoped to a valid region, not 'mars-north-1'\./,
  ],
  [
    "the scope's service",
    inAuthorization(/\/kms\//, "/s3/"),
    "InvalidSignatureException",
    /Credential should be scoped to correct service: 'kms'\./,
  ],
  [
    "the scope's end",
    inAuthorization(/aws4_request/, "aws5_request"),
    "InvalidSignatureException",
    /valid terminator: 'aws4_request', not 'aws5_request'\./,
  ],
  [
    "a scope of four parts",
    inAuthorization(/\/aws4_request/, ""),
    "IncompleteSignatureException",
    /Credential must have exactly 5 slash-delimited elements/,
  ],
  [
    "the algorithm",
    inAuthorization(/^AWS4-HMAC-SHA256/, "AWS4-HMAC-SHA512"),
    "IncompleteSignatureException",
    /Unsupported AWS 'algorithm': 'AWS4-HMAC-SHA512'/,
  ],
  [
    "no credential",
    inAuthorization(/Credential=[^,]+, ?/, ""),
    "IncompleteSignatureException",
    /requires 'Credential' parameter\./,
  ],
  [
    "no signature",
    inAuthorization(/, ?Signature=.*$/, ""),
    "IncompleteSignatureException",
    /requires 'Signature' parameter\./,
  ],
  [
    "no list of signed headers",
    inAuthorization(/SignedHeaders=[^,]+, ?/, ""),
    "IncompleteSignatureException",
    /requires 'SignedHeaders' parameter\./,
  ],
  [
    "a list of signed headers without host",
    inAuthorization(/host;/, ""),
    "InvalidSignatureException",
    /'Host' must be a 'SignedHeader'/,
  ],
  [
    "a shorter list of signed headers",
    inAuthorization(/;x-amz-target/, ""),
    "InvalidSignatureException",
    /./,
  ],
  [
    "the body",
    (request) => ({ ...request, body: '{"Limit":2}' }),
    "InvalidSignatureException",
    MISMATCH,
  ],
  [
    "the path",
    (request) => ({ ...request, path: "/?Limit=1" }),
    "InvalidSignatureException",
    MISMATCH,
  ],
  [
    "the operation",
    (request) => withHeader(request, "x-amz-target", () => "TrentService.CreateKey"),
    "InvalidSignatureException",
    MISMATCH,
  ],
  [
    "the host",
    (request) => withHeader(request, "host", () => "kms.us-east-1.amazonaws.com"),
    "InvalidSignatureException",
    MISMATCH,
  ],
  [
    "the time, by a second",
    (request) => withHeader(request, "x-amz-date", (value) => later(value)),
    "InvalidSignatureException",
    /./,
  ],
  [
    "a time that is none",
    (request) => withHeader(request, "x-amz-date", () => "yesterday"),
    "IncompleteSignatureException",
    /Date must be in ISO-8601 'basic format'\. Got 'yesterday'/,
  ],
  [
    "no time",
    (request) => withHeader(request, "x-amz-date", () => undefined),
    "IncompleteSignatureException",
    /requires existence of either a 'X-Amz-Date' or a 'Date' header\./,
  ],
  [
    "no Authorization header",
    (request) => withHeader(request, "authorization", () => undefined),
    "MissingAuthenticationTokenException",
    "Request is missing Authentication Token",
  ],
  [
    "another kind of authorization",
    (request) => withHeader(request, "authorization", () => "Basic cm9vdDpyb290"),
    "MissingAuthenticationTokenException",
    /./,
  ],
]

const SIGNED_OTHERWISE: [
  what: string,
  options: (now: number) => SigningOptions,
  name: string,
  message: RegExp,
][] = [
  [
    "six minutes ago",
    (now) => ({ at: new Date(now - 6 * MINUTE_MS) }),
    "InvalidSignatureException",
    /^Signature expired: \d{8}T\d{6}Z is now earlier than \d{8}T\d{6}Z \(\d{8}T\d{6}Z - 5 min\.\)$/,
  ],
  [
    "in six minutes",
    (now) => ({ at: new Date(now + 6 * MINUTE_MS) }),
    "InvalidSignatureException",
    /^Signature not yet current: \d{8}T\d{6}Z is still later than \d{8}T\d{6}Z \(\d{8}T\d{6}Z \+ 5 min\.\)$/,
  ],
  [
    "with a secret that is not the access key's",
    () => ({ credentials: { accessKeyId: "", secretAccessKey: "x".repeat(40) } }),
    "InvalidSignatureException",
    /does not match the signature you provided/,
  ],
  [
    "with a session token, which a lasting access key does not have",
    () => ({ credentials: { accessKeyId: "", secretAccessKey: "", sessionToken: "token" } }),
    "UnrecognizedClientException",
    /security token included in the request is invalid/,
  ],
]

export function signatures({ target }: Stand): void {
  const good = (): Promise<RawRequest> => signed(target, requestTo("ListKeys", '{"Limit":1}'))

  describe("signatures", () => {
    test("A signed request is answered", async () => {
      expect((await send(target, await good())).status).toBe(200)
    })

    test("A request signed four minutes off, either way, is answered", async () => {
      for (const offMs of [-4 * MINUTE_MS, 4 * MINUTE_MS]) {
        const at = new Date(Date.now() + offMs)
        const request = await signed(target, requestTo("ListKeys"), { at })
        expect((await send(target, request)).status).toBe(200)
      }
    })

    test.each(ALTERED)(
      "A request with %s altered is refused",
      async (_field, alter, name, message) => {
        const { status, json, text } = await send(target, alter(await good()))
        expect({ status, type: json?.__type ?? text }).toEqual({ status: 400, type: name })
        expect(json?.message).toEqual(
          typeof message === "string" ? message : expect.stringMatching(message),
        )
      },
    )

    test.each(SIGNED_OTHERWISE)(
      "A request signed %s is refused",
      async (_what, optionsAt, name, message) => {
        const options = optionsAt(Date.now())
        // Empty parts stand for the target's own: the rows are written before it is known.
        const credentials = options.credentials && {
          ...options.credentials,
          accessKeyId: target.credentials.accessKeyId,
          secretAccessKey:
            options.credentials.secretAccessKey || target.credentials.secretAccessKey,
        }
        const request = await signed(target, requestTo("ListKeys"), {
          ...options,
          ...(credentials && { credentials }),
        })
        const { status, json } = await send(target, request)
        expect({ status, type: json?.__type }).toEqual({ status: 400, type: name })
        expect(json?.message).toMatch(message)
      },
    )

    test("A refused request tells no secret and no signature that would fit", async () => {
      const request = await good()
      const wrong = withHeader(request, "authorization", (value) =>
        value.replace(/Signature=.*/, `Signature=${"0".repeat(64)}`),
      )
      const { text } = await send(target, wrong)
      expect(text).not.toContain(target.credentials.secretAccessKey)
      const fitting = /Signature=(\w+)/.exec(String(request.headers.authorization))?.[1] ?? ""
      expect(fitting).toHaveLength(64)
      expect(text).not.toContain(fitting)
    })
  })
}

function withHeader(
  request: RawRequest,
  name: string,
  change: (value: string) => string | undefined,
): RawRequest {
  const { [name]: value, ...others } = request.headers
  const changed = change(String(value))
  return { ...request, headers: { ...others, ...(changed !== undefined && { [name]: changed }) } }
}

function capitals(value: string): string {
  return value.replace(/Signature=\w+$/, (part) => `Signature=${part.slice(10).toUpperCase()}`)
}

/** The same time, a second later, as far as the digits of seconds go. */
function later(time: string): string {
  const seconds = Number(time.slice(-3, -1))
  return `${time.slice(0, -3)}${String((seconds + 1) % 60).padStart(2, "0")}Z`
}
