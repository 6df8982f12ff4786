/** The signer inside AWS's own SDK against our verifier. */
import { createHash, createHmac } from "node:crypto"
import { SignatureV4 } from "@smithy/signature-v4"
import { describe, expect, test } from "vitest"
import type { WireRequest } from "../../src/protocol/wire.ts"
import { accessKeyId, nowMs, presign, secretAccessKey, signHeader, unsigned } from "./signer.ts"
import { accessKey, outcome, verifier } from "./verifier.ts"

class Sha256 {
  readonly #parts: Uint8Array[] = []
  readonly #secret: unknown
  constructor(secret?: unknown) {
    this.#secret = secret
  }
  update(data: string | Uint8Array): void {
    this.#parts.push(Buffer.from(data))
  }
  async digest(): Promise<Uint8Array> {
    const hash =
      this.#secret === undefined
        ? createHash("sha256")
        : createHmac("sha256", this.#secret as Uint8Array)
    return hash.update(Buffer.concat(this.#parts)).digest()
  }
}

const credentials = { accessKeyId, secretAccessKey }
const signingDate = new Date(nowMs)

function signer(sessionToken?: string): SignatureV4 {
  return new SignatureV4({
    service: "kms",
    region: "us-east-1",
    credentials: { ...credentials, ...(sessionToken !== undefined && { sessionToken }) },
    sha256: Sha256,
  })
}

type SdkRequest = Parameters<SignatureV4["sign"]>[0]

function sdkRequest({ method, headers, body }: WireRequest): SdkRequest {
  return {
    method,
    protocol: "https:",
    hostname: "kms.us-east-1.amazonaws.com",
    path: "/",
    query: {},
    headers: Object.fromEntries(headers),
    body,
  }
}

function wireRequest({ method, headers, query = {}, body }: SdkRequest): WireRequest {
  const parameters = Object.entries(query).map(
    ([name, value]) => `${name}=${encodeURIComponent(String(value))}`,
  )
  return {
    method,
    target: parameters.length > 0 ? `/?${parameters.join("&")}` : "/",
    headers: Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    body,
  }
}

const bodies = ["{}", "", '{"KeyId":"alias/ключ 🔑"}', "x".repeat(100_000)]

describe("Requests that the SDK signed", () => {
  test.each(bodies)("SigV4 accepts one of the header form with the body %j", async (body) => {
    const request = unsigned({ body: new TextEncoder().encode(body) })
    const signed = await signer().sign(sdkRequest(request), { signingDate })
    expect(await outcome(wireRequest(signed))).toBe("accepted")
  })

  test("SigV4 accepts headers with spaces, tabs and equal signs", async () => {
    const odd: [string, string] = ["x-odd", "  a   b \t c=d;e  "]
    const request = unsigned({ headers: [...unsigned().headers, odd] })
    const signed = await signer().sign(sdkRequest(request), { signingDate })
    expect(await outcome(wireRequest(signed))).toBe("accepted")
  })

  test("SigV4 accepts one of the query form, for the time it names", async () => {
    const signed = await signer().presign(sdkRequest(unsigned()), {
      signingDate,
      expiresIn: 900,
      unhoistableHeaders: new Set(["x-amz-target", "content-type"]),
      signableHeaders: new Set(["host", "x-amz-target"]),
    })
    const request = wireRequest(signed)
    expect(await outcome(request, { atMs: nowMs + 900_000 })).toBe("accepted")
    expect(await outcome(request, { atMs: nowMs + 901_000 })).toContain("Signature expired")
  })

  test.each(["sign", "presign"] as const)("SigV4 accepts a session token by %s", async (way) => {
    const known = accessKey({ token: "t/+=", expiresMs: Number.MAX_VALUE })
    const verify = verifier({ findAccessKey: () => known })
    const options = { signingDate, unhoistableHeaders: new Set(["x-amz-target"]) }
    const signed = await signer("t/+=")[way](sdkRequest(unsigned()), options)
    expect(await outcome(wireRequest(signed), { verify })).toBe("accepted")
  })

  test("SigV4 refuses what the SDK signed for another service or Region", async () => {
    for (const other of [{ signingService: "sts" }, { signingRegion: "us-west-2" }]) {
      const signed = await signer().sign(sdkRequest(unsigned()), { signingDate, ...other })
      expect(await outcome(wireRequest(signed))).toMatch(
        /^InvalidSignatureException: Credential should/,
      )
    }
  })
})

test("The signer of these tests signs as the SDK does", async () => {
  const signed = await signer().sign(sdkRequest(unsigned()), { signingDate })
  const { "x-amz-content-sha256": payloadHash = "", ...headers } = signed.headers
  const request = unsigned({
    headers: [...unsigned().headers, ["x-amz-content-sha256", payloadHash]],
  })
  const ours = signHeader(request).headers.find(([name]) => name === "authorization")?.[1]
  expect(ours).toBe(headers.authorization)
  expect(await outcome(presign(unsigned()))).toBe("accepted")
})
