/** Listens on Deno: `Deno.serve`, which hands on what the Fetch standard shows of a request, and the address it came from. */
import { type Listener, type ListenOrder, refusalToListen, urlOf } from "./listener.ts"
import { standardFetch } from "./standard-fetch.ts"

/** As much of the runtime's global as is used here (docs.deno.com/api/deno/~/Deno.serve). */
declare const Deno: {
  serve(
    options: { hostname: string; port: number; signal: AbortSignal; onListen(): void },
    handler: (request: Request, info: { remoteAddr: { hostname: string } }) => Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void>; finished: Promise<void> }
}

/** Starts to answer requests. Throws `Refusal` when the address cannot be had. */
export async function listenOnDeno({ host, port, app }: ListenOrder): Promise<Listener> {
  const answer = standardFetch(app)
  const breaking = new AbortController()
  const { signal } = breaking
  try {
    const server = Deno.serve({ hostname: host, port, signal, onListen() {} }, (request, info) =>
      answer(request, info.remoteAddr.hostname),
    )
    return {
      url: urlOf(host, server.addr.port),
      async stop(graceMs) {
        const end = setTimeout(() => breaking.abort(), graceMs)
        await server.shutdown()
        clearTimeout(end)
      },
    }
  } catch (error) {
    throw refusalToListen(error, { host, port })
  }
}
