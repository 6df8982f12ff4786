import type { Kms, WireAnswer, WireRequest } from "@keywright/kms"
import { describe, expect, test } from "vitest"
import { type AppPorts, createApp, type TraceLine } from "../src/app.ts"

const ANSWER: WireAnswer = {
  status: 200,
  headers: { "content-type": "application/x-amz-json-1.1", "x-amzn-RequestId": "r1" },
  body: '{"Keys":[]}',
}

/** The routes on a service that keeps what it was asked, and answers what it is told to. */
function appWith(ports: Partial<AppPorts<object>> & { answer?: WireAnswer } = {}) {
  const { answer = ANSWER, ...others } = ports
  const asked: WireRequest[] = []
  const kms: Pick<Kms, "handle" | "ready"> = {
    async handle(request) {
      asked.push(request)
      return structuredClone(answer)
    },
    ready: async () => true,
  }
  const reported: unknown[] = []
  const app = createApp({
    kms,
    bodyLimitBytes: 100,
    draining: () => false,
    report: (error) => reported.push(error),
    ...others,
  })
  return { app, asked, reported }
}

/** A body of unknown length, as with Transfer-Encoding: chunked. */
function streamed(...chunks: string[]): RequestInit {
  const body = new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk))
      controller.close()
    },
  })
  return { method: "POST", body, duplex: "half" } as RequestInit
}

describe("The service's route", () => {
  test("hands over method, target, headers and body, and passes the answer on", async () => {
    const { app, asked } = appWith()
    const response = await app.request("http://kms.test/?X-Amz-Date=a%2Fb", {
      method: "POST",
      headers: { "X-Amz-Target": "TrentService.ListKeys", "Content-Length": "2" },
      body: "{}",
    })
    expect(asked).toEqual([
      {
        method: "POST",
        target: "/?X-Amz-Date=a%2Fb",
        headers: expect.arrayContaining([["x-amz-target", "TrentService.ListKeys"]]),
        body: new TextEncoder().encode("{}"),
      },
    ])
    expect(response.status).toBe(200)
    expect(response.headers.get("x-amzn-requestid")).toBe("r1")
    expect(await response.text()).toBe('{"Keys":[]}')
  })

  test.each(["GET", "HEAD", "PUT", "DELETE", "OPTIONS"])("takes %s too", async (method) => {
    const { app, asked } = appWith()
    await app.request("/", { method })
    expect(asked).toEqual([expect.objectContaining({ method, body: new Uint8Array() })])
  })

  test("prefers what the platform shows of the request", async () => {
    const envelope = {
      target: "/?raw",
      headers: [
        ["a", "1"],
        ["a", "2"],
      ],
      sourceAddress: "192.0.2.1",
    } as const
    const { app, asked } = appWith({ envelope: () => envelope })
    await app.request("/?cooked", { method: "POST", body: "x" })
    expect(asked[0]).toMatchObject(envelope)
  })

  test("joins a body that comes in pieces", async () => {
    const { app, asked } = appWith()
    await app.request("/", streamed("one ", "", "two"))
    expect(new TextDecoder().decode(asked[0]?.body)).toBe("one two")
  })

  test("asks for the connection to be closed while the server shuts down", async () => {
    let draining = false
    const { app } = appWith({ draining: () => draining })
    expect((await app.request("/", { method: "POST" })).headers.get("connection")).toBeNull()
    draining = true
    expect((await app.request("/", { method: "POST" })).headers.get("connection")).toBe("close")
  })
})

describe("The body limit", () => {
  const declared = (length: number): RequestInit => ({
    method: "POST",
    headers: { "content-length": String(length) },
    body: "x".repeat(length),
  })

  test.each([
    ["declared", declared(100)],
    ["not declared", streamed("x".repeat(60), "x".repeat(40))],
  ])("lets a body of exactly its length pass when the length is %s", async (_, request) => {
    const { app, asked } = appWith()
    expect((await app.request("/", request)).status).toBe(200)
    expect(asked[0]?.body.length).toBe(100)
  })

  test.each([
    ["declared", declared(101)],
    ["not declared", streamed("x".repeat(60), "x".repeat(41))],
  ])("answers 413 without JSON when one byte more is %s", async (_, request) => {
    const { app, asked } = appWith()
    const response = await app.request("/", request)
    expect(response.status).toBe(413)
    expect(response.headers.get("content-type")).toMatch(/^text\/plain/)
    expect(await response.text()).toBe("The body is longer than 100 bytes.\n")
    expect(asked).toEqual([])
  })

  test("stops reading an endless body once it is too long", async () => {
    let pulls = 0
    const body = new ReadableStream({
      pull(controller) {
        pulls++
        controller.enqueue(new Uint8Array(10))
      },
    })
    const { app } = appWith()
    const response = await app.request("/", { method: "POST", body, duplex: "half" } as RequestInit)
    expect(response.status).toBe(413)
    expect(pulls).toBeLessThan(15)
  })

  test("answers 400 when the body breaks off", async () => {
    const body = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) })
    const { app, asked, reported } = appWith()
    const response = await app.request("/", { method: "POST", body, duplex: "half" } as RequestInit)
    expect(response.status).toBe(400)
    expect([asked, reported]).toEqual([[], []])
  })
})

describe("The probes", () => {
  const ask = async (path: string, ports: Partial<AppPorts<object>> = {}) => {
    const { app, reported } = appWith(ports)
    const response = await app.request(path)
    return { status: response.status, words: await response.text(), reported }
  }
  const silent = { handle: async () => ANSWER, ready: async () => false }

  test("/livez answers, whatever the store does", async () => {
    expect(await ask("/livez", { kms: silent })).toMatchObject({ status: 200, words: "alive\n" })
  })

  test("/readyz answers as long as the store does", async () => {
    expect(await ask("/readyz")).toMatchObject({ status: 200, words: "ready\n" })
    expect(await ask("/readyz", { kms: silent })).toMatchObject({
      status: 503,
      words: "not ready: the store is silent\n",
    })
  })

  test("/readyz says that the server shuts down", async () => {
    expect(await ask("/readyz", { draining: () => true })).toMatchObject({
      status: 503,
      words: "not ready: shutting down\n",
    })
  })

  test("/readyz tells nothing of a failure, and reports it", async () => {
    const failure = new Error("disk on fire")
    const kms = { handle: async () => ANSWER, ready: () => Promise.reject(failure) }
    expect(await ask("/readyz", { kms })).toEqual({
      status: 500,
      words: "internal error\n",
      reported: [failure],
    })
  })

  test.each(["/kms", "/livez/", "/metrics", "//"])("%s is not found", async (path) => {
    const { app, asked } = appWith()
    expect((await app.request(`http://kms.test${path}`, { method: "POST" })).status).toBe(404)
    expect(asked).toEqual([])
  })
})

describe("The trace", () => {
  const traced = async (answer: WireAnswer): Promise<TraceLine | undefined> => {
    const lines: TraceLine[] = []
    const { app } = appWith({ answer, trace: (line) => lines.push(line) })
    const headers = { "x-amz-target": "TrentService.Decrypt", authorization: "SECRET" }
    await app.request("/", { method: "POST", headers, body: "SECRET" })
    return lines[0]
  }

  test("names the request, the operation, the status and the exception", async () => {
    const body = '{"__type":"NotFoundException","message":"no"}'
    expect(await traced({ ...ANSWER, status: 400, body })).toEqual({
      requestId: "r1",
      target: "TrentService.Decrypt",
      status: 400,
      exception: "NotFoundException",
      durationMs: expect.any(Number),
      sourceAddress: undefined,
    })
  })

  test("holds nothing of an answer that went well, of a body or of a signature", async () => {
    const body = '{"__type":"SECRET","Plaintext":"SECRET"}'
    expect(JSON.stringify(await traced({ ...ANSWER, body }))).not.toContain("SECRET")
  })
})
