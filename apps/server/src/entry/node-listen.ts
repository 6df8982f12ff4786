/** Listens on Node: Hono's adapter, with the limits and the quiet ending of an HTTP server. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"
import { createAdaptorServer } from "@hono/node-server"
import { createApp, type Envelope } from "../app.ts"
import { type Listener, type ListenOrder, refusalToListen, urlOf } from "./listener.ts"

/** What Hono's adapter hands to a route beside the request. */
interface Bindings {
  incoming: IncomingMessage
  outgoing: ServerResponse
}

/** Longer than the 60 s for which load balancers keep idle connections: the side that reuses them must close them. */
const KEEP_ALIVE_MS = 65_000

/** A request is at most a megabyte: who takes longer to send it holds a connection, and no more. */
const REQUEST_MS = 30_000

/** How often an ending server looks for connections that have become idle. */
const ENDING_TURN_MS = 20

/** Starts to answer requests. Throws `Refusal` when the address cannot be had. */
export async function listenOnNode({ host, port, app }: ListenOrder): Promise<Listener> {
  const { fetch } = createApp<Bindings>({ ...app, envelope: envelopeOf })
  const server = createAdaptorServer({
    fetch,
    createServer,
    serverOptions: { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: REQUEST_MS },
  }) as Server
  await listening(server, { host, port })
  return {
    url: urlOf(host, (server.address() as AddressInfo).port),
    stop: (graceMs) => stopped(server, graceMs),
  }
}

/** Names come in the case of the sender, and a name that came twice stands twice (RFC 9112, section 5.1). */
function envelopeOf(_request: Request, { incoming }: Bindings): Envelope {
  const { rawHeaders, url = "/", socket } = incoming
  const headers: [string, string][] = []
  for (let i = 0; i + 1 < rawHeaders.length; i += 2) {
    headers.push([(rawHeaders[i] as string).toLowerCase(), rawHeaders[i + 1] as string])
  }
  const { remoteAddress } = socket
  return {
    target: url,
    headers,
    ...(remoteAddress !== undefined && { sourceAddress: remoteAddress }),
  }
}

function listening(server: Server, { host, port }: { host: string; port: number }): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => reject(refusalToListen(error, { host, port })))
    server.listen(port, host, resolve)
  })
}

function stopped(server: Server, graceMs: number): Promise<void> {
  return new Promise((resolve) => {
    const turn = setInterval(() => server.closeIdleConnections(), ENDING_TURN_MS)
    const end = setTimeout(() => server.closeAllConnections(), graceMs)
    server.close(() => {
      clearInterval(turn)
      clearTimeout(end)
      resolve()
    })
  })
}
