/** From one good request: whatever is altered alone, the request is refused as the caller's fault. */
import { describe, expect, test } from "vitest"
import { errorRow, type Refusal } from "../../src/errors.ts"
import type { WireRequest } from "../../src/protocol/wire.ts"
import { accessKeyId, nowMs, presign, signHeader, unsigned } from "./signer.ts"
import { accessKey, verifier } from "./verifier.ts"

const session = { token: "c2Vzc2lvbg==", expiresMs: Number.MAX_VALUE }
const known = accessKey(session)
const verify = verifier({ findAccessKey: (id) => (id === accessKeyId ? known : undefined) })

const header = signHeader(
  unsigned({
    headers: [
      ...unsigned().headers,
      ["amz-sdk-request", "attempt=1; max=3"],
      ["x-amz-security-token", session.token],
    ],
  }),
)
const query = presign(unsigned(), { expires: "60", token: session.token })

/** Every text that is the given one with one character changed, taken out, doubled or added at an end. */
function* altered(text: string): Generator<string> {
  for (let at = 0; at < text.length; at++) {
    const [before, after] = [text.slice(0, at), text.slice(at + 1)]
    const code = text.charCodeAt(at)
    yield `${before}${String.fromCharCode(code ^ 1)}${after}`
    if (/[a-zA-Z]/.test(text.charAt(at)))
      yield `${before}${String.fromCharCode(code ^ 0x20)}${after}`
    yield before + after
    yield `${before}${text.charAt(at)}${text.slice(at)}`
  }
  for (const end of ["\n", "\r\n", "\u0000", "\u00a0", "\ufeff", "x", ","]) yield text + end
}

/** Blanks that the canonical form takes away, so that a change of them is none. */
const isSameInCanonicalForm = (one: string, other: string): boolean =>
  one.replaceAll(/ +/g, " ").trim() === other.replaceAll(/ +/g, " ").trim()

function* alteredHeaders(request: WireRequest): Generator<[string, WireRequest]> {
  for (const [place, [name, value]] of request.headers.entries()) {
    const others = request.headers.toSpliced(place, 1)
    yield [`${name} taken away`, { ...request, headers: others }]
    yield [`${name} empty`, { ...request, headers: [...others, [name, ""]] }]
    if (name !== "authorization") {
      yield [`${name} twice`, { ...request, headers: [...request.headers, [name, value]] }]
      for (const other of altered(value)) {
        if (isSameInCanonicalForm(value, other)) continue
        yield [
          `${name}: ${JSON.stringify(other)}`,
          { ...request, headers: request.headers.with(place, [name, other]) },
        ]
      }
    }
    for (const other of altered(name)) {
      yield [
        `${JSON.stringify(other)}: ${value}`,
        { ...request, headers: request.headers.with(place, [other, value]) },
      ]
    }
  }
}

function* alteredAuthorization(request: WireRequest): Generator<[string, WireRequest]> {
  const place = request.headers.findIndex(([name]) => name === "authorization")
  const [name, value] = request.headers[place] ?? ["", ""]
  for (const other of altered(value)) {
    const parts = (text: string): string =>
      text
        .split(/[\s,]+/)
        .filter(Boolean)
        .join()
    if (parts(other) === parts(value)) continue
    yield [
      `${name}: ${JSON.stringify(other)}`,
      { ...request, headers: request.headers.with(place, [name, other]) },
    ]
  }
}

function* alteredTargets(request: WireRequest): Generator<[string, WireRequest]> {
  const meaning = meaningOf(request.target)
  for (const target of altered(request.target)) {
    if (meaningOf(target) !== meaning) yield [`target ${target}`, { ...request, target }]
  }
}

/** The same for a path of slashes only, a parameter without a name, and percent-encoding in small letters. */
function meaningOf(target: string): string {
  const [path = "", query = ""] = target.split("?", 2)
  const encoded = query.replaceAll(/%[0-9A-Fa-f]{2}/g, (digits) => digits.toUpperCase())
  return `${path.replace(/^\/*$/, "/")}?${encoded.split("&").filter(Boolean).join("&")}${target.split("?").slice(2)}`
}

function* alteredBodies(request: WireRequest): Generator<[string, WireRequest]> {
  for (let at = 0; at < request.body.length; at++) {
    const body = Uint8Array.from(request.body)
    body[at] = (body[at] ?? 0) ^ 1
    yield [`byte ${at} of the body`, { ...request, body }]
  }
  yield ["the body cut", { ...request, body: request.body.slice(0, -1) }]
  yield ["no body", { ...request, body: new Uint8Array() }]
  yield ["a longer body", { ...request, body: Uint8Array.from([...request.body, 0x0a]) }]
}

function* alteredMethods(request: WireRequest): Generator<[string, WireRequest]> {
  for (const method of ["GET", "PUT", "post", "POST ", ""])
    yield [`method ${method}`, { ...request, method }]
}

/** What comes of a request: "accepted", the status of a refusal, or what went wrong. */
async function statusOf(request: WireRequest): Promise<unknown> {
  try {
    await verify(request, nowMs)
    return "accepted"
  } catch (error) {
    return error instanceof Error && "silent" in error
      ? errorRow((error as Refusal).name).status
      : error
  }
}

describe.each([
  ["header", header],
  ["query", query],
])("In the %s form", (form, request) => {
  test("SigV4 accepts the request from which the others are made", async () => {
    expect(await statusOf(request)).toBe("accepted")
  })

  test.each([
    ["header", alteredHeaders],
    ["character of the Authorization header", form === "header" ? alteredAuthorization : undefined],
    ["character of the target", alteredTargets],
    ["byte of the body", alteredBodies],
    ["method", alteredMethods],
  ] as const)("SigV4 refuses with status 400 when one %s is altered", async (_, alter) => {
    if (!alter) return
    let looked = 0
    for (const [change, other] of alter(request)) {
      expect(await statusOf(other), change).toBe(400)
      looked++
    }
    expect(looked).toBeGreaterThan(4)
  })
})

test("SigV4 refuses every signature that another request of the same holder has", async () => {
  const other = signHeader(unsigned({ body: new TextEncoder().encode("{}") }))
  const stolen = other.headers.find(([name]) => name === "authorization")?.[1] ?? ""
  const headers = header.headers.map(([name, value]): [string, string] => [
    name,
    name === "authorization" ? stolen : value,
  ])
  expect(await statusOf({ ...header, headers })).toBe(400)
})
