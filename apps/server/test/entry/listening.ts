/** What is true of a listener on every runtime: the tests of `listenOnNode` and its sisters. */
import { once } from "node:events"
import { connect } from "node:net"
import type { Kms, WireRequest } from "@keywright/kms"
import { afterEach, describe, expect, test } from "vitest"
import type { Listen, Listener } from "../../src/entry/listener.ts"

const BODY_LIMIT_BYTES = 1000

/** Each runtime words a connection that is refused or broken off in its own way. */
const broken = /fetch failed|ECONNREFUSED|ECONNRESET|error sending request|connection/

const listeners: Listener[] = []
afterEach(async () => {
  for (const listener of listeners.splice(0)) await listener.stop(0)
})

interface ServeOptions {
  answers?: Promise<void>
  port?: number
}

/** A server on a free port, whose service keeps what it was asked and answers when it is told to. */
export async function serveWith(listen: Listen, options: ServeOptions = {}) {
  const { answers, port = 0 } = options
  const asked: WireRequest[] = []
  let arrived = () => {}
  const arrival = new Promise<void>((resolve) => {
    arrived = resolve
  })
  const kms: Pick<Kms, "handle" | "ready"> = {
    async handle(request) {
      asked.push(request)
      arrived()
      await answers
      return { status: 200, headers: { "content-type": "text/plain" }, body: "done" }
    },
    ready: async () => true,
  }
  let draining = false
  const listener = await listen({
    host: "127.0.0.1",
    port,
    app: {
      kms,
      bodyLimitBytes: BODY_LIMIT_BYTES,
      draining: () => draining,
      report: (error) => expect.fail(`reported: ${error}`),
    },
  })
  listeners.push(listener)
  const drain = () => {
    draining = true
  }
  return { ...listener, asked, arrival, drain, at: Number(new URL(listener.url).port) }
}

/** Sends these bytes on a connection of their own; answers what comes back until the server closes it. */
export async function exchange(port: number, bytes: string): Promise<string> {
  const socket = connect(port, "127.0.0.1")
  let answer = ""
  socket.setEncoding("utf8").on("data", (words) => {
    answer += words
  })
  socket.on("error", () => {})
  socket.write(bytes)
  await once(socket, "close")
  return answer
}

/** Registers the tests for one runtime's way to listen. */
export function describeListening(name: string, listen: Listen): void {
  const serve = (options?: ServeOptions) => serveWith(listen, options)

  describe(name, () => {
    test("answers 413 to a long body that is sent whole, and goes on serving", async () => {
      const { url, asked } = await serve()
      const long = await fetch(url, { method: "POST", body: "x".repeat(5_000_000) })
      expect(long.status).toBe(413)
      expect((await fetch(url, { method: "POST", body: "x" })).status).toBe(200)
      expect(asked.length).toBe(1)
    })

    test("refuses a port that is in use, and names it", async () => {
      const { at } = await serve()
      await expect(serve({ port: at })).rejects.toThrow(
        expect.objectContaining({
          name: "Refusal",
          message: `Port ${at} of 127.0.0.1 is in use. Stop what listens there, or choose another with --port.`,
        }),
      )
    })

    test("refuses an address that is not this machine's", async () => {
      const app = {
        kms: { handle: () => Promise.reject(), ready: async () => true },
        bodyLimitBytes: 1,
        draining: () => false,
        report: () => {},
      }
      await expect(listen({ host: "192.0.2.1", port: 0, app })).rejects.toThrow(
        "192.0.2.1 is not an address of this machine. Choose another with --host.",
      )
    })
  })

  describe("A server that stops", () => {
    test("lets a running request end, tells its client to reconnect, and takes no other", async () => {
      const gate = Promise.withResolvers<void>()
      const { url, arrival, drain, stop } = await serve({ answers: gate.promise })
      const running = fetch(url, { method: "POST", body: "x" })
      await arrival
      drain()
      let stopped = false
      const stopping = stop(60_000).then(() => {
        stopped = true
      })
      await expect(fetch(url)).rejects.toThrow(broken)
      expect(stopped).toBe(false)
      gate.resolve()
      const response = await running
      expect(response.headers.get("connection")).toBe("close")
      expect(await response.text()).toBe("done")
      await stopping
    })

    test("does not wait for connections that only might ask", async () => {
      const { url, stop } = await serve()
      expect(await (await fetch(url, { method: "POST", body: "x" })).text()).toBe("done")
      await stop(60_000)
    })

    test("breaks off what runs longer than the grace period", async () => {
      const never = new Promise<void>(() => {})
      const { url, arrival, stop } = await serve({ answers: never })
      const running = fetch(url, { method: "POST", body: "x" }).then(
        ({ status }) => status,
        () => "broken",
      )
      await arrival
      await stop(50)
      // Deno gives no other way to end it than an answer.
      expect(["broken", 503]).toContain(await running)
    })
  })
}

/** Registers what is true besides of a server that hands out requests of the Fetch standard. */
export function describeStandardRequests(name: string, listen: Listen): void {
  test(`${name} hands on a request as the Fetch standard shows it, and the address`, async () => {
    const { at, asked } = await serveWith(listen)
    const answer = await exchange(
      at,
      "POST /?a=%2f&b HTTP/1.1\r\nHost: kms.test\r\nX-One:  1\r\nx-two: 2\r\nX-One: 3\r\nAccept-Encoding: gzip\r\nConnection: close\r\nContent-Length: 2\r\n\r\n{}",
    )
    const [request] = asked
    expect(request).toMatchObject({
      method: "POST",
      target: "/?a=%2f&b",
      body: new TextEncoder().encode("{}"),
      sourceAddress: "127.0.0.1",
    })
    expect(Object.fromEntries(request?.headers ?? [])).toMatchObject({
      host: "kms.test",
      // A name that came twice: joined as the standard says, so that a signature over both does not fit.
      "x-one": "1, 3",
      "x-two": "2",
    })
    expect(answer).toMatch(/^HTTP\/1\.1 200 OK\r\n/)
    expect(answer).toMatch(/\r\ndate: /i)
    // Compressed beside what an attacker chooses, a secret would show in the length.
    expect(answer).not.toMatch(/\r\ncontent-encoding:/i)
    expect(answer).toMatch(/\r\n\r\ndone$/)
  })
}
