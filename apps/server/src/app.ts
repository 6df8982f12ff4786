/** HTTP in, HTTP out: the routes of the server. No runtime in sight; what a platform knows better comes in as an argument. */
import { concatBytes } from "@keywright/core"
import type { Kms, WireAnswer, WireRequest } from "@keywright/kms"
import { Hono } from "hono"
import { addCarryRoutes, type CarryPorts } from "./carry-routes.ts"

/** What the service wants to know of a request that a `Request` tells only roughly, or not at all. */
export type Envelope = Pick<WireRequest, "target" | "headers" | "sourceAddress">

export interface AppPorts<Bindings extends object> {
  kms: Pick<Kms, "handle" | "ready">
  /** A longer body is answered 413, before it is read where its length is declared. */
  bodyLimitBytes: number
  /** Whether the server is shutting down: `/readyz` says so, and everything else goes on. */
  draining: () => boolean
  /** A failure outside the service's own handling, such as a readiness probe that threw. */
  report: (error: unknown) => void
  /** A line about each request to the service, without secrets; left out when nobody reads it. */
  trace?: (line: TraceLine) => void
  /** Gives out and takes in all records instead: the service is closed meanwhile. */
  carry?: CarryPorts
  /** The request as it came over the wire, where the platform shows it. */
  envelope?: (request: Request, bindings: Bindings) => Envelope
}

/** One request to the service, as far as a log may know it. */
export interface TraceLine {
  requestId: string | undefined
  /** What X-Amz-Target named, whether there is such an operation or not. */
  target: string | undefined
  status: number
  /** Its bare name. Not called `error`: that is what a log takes an Error to be under. */
  exception: string | undefined
  durationMs: number
  sourceAddress: string | undefined
}

/**
 * Makes the routes: `/` is the service, whatever the method; `/livez` answers as long as the process does; `/readyz` as
 * long as the store does too. The rest is 404.
 */
export function createApp<Bindings extends object>(
  ports: AppPorts<Bindings>,
): Hono<{ Bindings: Bindings }> {
  const { kms, bodyLimitBytes, draining, report, trace, envelope = standardEnvelope } = ports
  const app = new Hono<{ Bindings: Bindings }>()

  app.all("/", async (context) => {
    const request = context.req.raw
    const body = await readBody(request, bodyLimitBytes)
    if (body === "too long") return text(413, `The body is longer than ${bodyLimitBytes} bytes.`)
    if (body === "broken off") return text(400, "The body ended before it was complete.")
    const asked = { method: request.method, body, ...envelope(request, context.env) }
    const startedMs = performance.now()
    const { status, headers, body: said } = await kms.handle(asked)
    trace?.(traceLine(asked, { status, headers, body: said }, performance.now() - startedMs))
    // The client's next request must go to a server that stays (RFC 9112, section 9.6).
    if (draining()) headers.connection = "close"
    // A plain object of headers and a string: what adapters pass on without building a real Response.
    return new Response(said, { status, headers })
  })

  app.get("/livez", () => text(200, "alive"))

  app.get("/readyz", async () => {
    if (draining()) return text(503, "not ready: shutting down")
    return (await kms.ready()) ? text(200, "ready") : text(503, "not ready: the store is silent")
  })

  if (ports.carry !== undefined) addCarryRoutes(app, ports.carry)

  app.onError((error) => {
    report(error)
    return text(500, "internal error")
  })

  return app
}

/** The envelope as far as the Fetch standard shows it: equal names are already joined, and the URL is normalised. */
export function standardEnvelope(request: Request): Envelope {
  const { pathname, search } = new URL(request.url)
  return { target: pathname + search, headers: [...request.headers] }
}

/** The service words an exception as {"__type":"…"}; an answer that went well may hold secrets and is not looked into. */
function traceLine(asked: WireRequest, answer: WireAnswer, durationMs: number): TraceLine {
  const header = (name: string) => asked.headers.find(([given]) => given === name)?.[1]
  const { status, headers, body } = answer
  return {
    requestId: headers["x-amzn-RequestId"],
    target: header("x-amz-target"),
    status,
    exception: status < 400 ? undefined : /"__type":"(\w+)"/.exec(body)?.[1],
    durationMs: Math.round(durationMs * 1000) / 1000,
    sourceAddress: asked.sourceAddress,
  }
}

/** The whole body, or why there is none. */
async function readBody(
  request: Request,
  limitBytes: number,
): Promise<Uint8Array | "too long" | "broken off"> {
  const declared = request.headers.get("content-length")
  if (Number(declared) > limitBytes) return "too long"
  try {
    // HTTP lets a body be no longer than declared (RFC 9112, section 6.2), so it can be read in one piece.
    if (declared !== null) return new Uint8Array(await request.arrayBuffer())
    return await readUpTo(request.body, limitBytes)
  } catch {
    return "broken off"
  }
}

async function readUpTo(
  body: ReadableStream<Uint8Array> | null,
  limitBytes: number,
): Promise<Uint8Array | "too long"> {
  const chunks: Uint8Array[] = []
  let length = 0
  for await (const chunk of body ?? []) {
    length += chunk.length
    if (length > limitBytes) return "too long"
    chunks.push(chunk)
  }
  return concatBytes(...chunks)
}

function text(status: number, words: string): Response {
  return new Response(`${words}\n`, {
    status,
    headers: { "content-type": "text/plain; charset=utf-8" },
  })
}
