/** Listens on Bun: `Bun.serve`, which hands on what the Fetch standard shows of a request, and the address it came from. */
import { type Listener, type ListenOrder, refusalToListen, urlOf } from "./listener.ts"
import { standardFetch } from "./standard-fetch.ts"

interface BunServer {
  port: number
  requestIP(request: Request): { address: string } | null
  /** Takes no more connections; with true, breaks off the running ones too. Resolves when all have ended. */
  stop(breakOff?: boolean): Promise<void>
}

/** As much of the runtime's global as is used here (bun.com/docs/runtime/http/server). */
declare const Bun: {
  serve(options: {
    hostname: string
    port: number
    idleTimeout: number
    fetch(request: Request, server: BunServer): Promise<Response>
  }): BunServer
}

/**
 * Bun counts a request whose answer is being made as idle: this is longer than the minute for which a key pair may wait, and
 * than the 60 s for which load balancers keep idle connections.
 */
const IDLE_SECONDS = 120

/** Starts to answer requests. Throws `Refusal` when the address cannot be had. */
export async function listenOnBun({ host, port, app }: ListenOrder): Promise<Listener> {
  const answer = standardFetch(app)
  try {
    const server = Bun.serve({
      hostname: host,
      port,
      idleTimeout: IDLE_SECONDS,
      fetch: (request, server) => answer(request, server.requestIP(request)?.address),
    })
    return {
      url: urlOf(host, server.port),
      async stop(graceMs) {
        const end = setTimeout(() => server.stop(true), graceMs)
        await server.stop()
        clearTimeout(end)
      },
    }
  } catch (error) {
    throw refusalToListen(error, { host, port })
  }
}
