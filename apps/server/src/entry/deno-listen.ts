/** Listens on Deno: `Deno.serve`, which hands on what the Fetch standard shows of a request, and the address it came from. */
import { type Listener, type ListenOrder, refusalToListen, urlOf } from "./listener.ts"
import { standardFetch } from "./standard-fetch.ts"

/** As much of the runtime's global as is used here (docs.deno.com/api/deno/~/Deno.serve). */
declare const Deno: {
  serve(
    options: { hostname: string; port: number; onListen(): void },
    handler: (request: Request, info: { remoteAddr: { hostname: string } }) => Promise<Response>,
  ): { addr: { port: number }; shutdown(): Promise<void> }
}

/** Starts to answer requests. Throws `Refusal` when the address cannot be had. */
export async function listenOnDeno({ host, port, app }: ListenOrder): Promise<Listener> {
  const answer = standardFetch(app)
  const over = Promise.withResolvers<void>()
  try {
    const server = Deno.serve({ hostname: host, port, onListen() {} }, (request, info) =>
      Promise.race([answer(request, info.remoteAddr.hostname), over.promise.then(tooLate)]),
    )
    return {
      url: urlOf(host, server.addr.port),
      async stop(graceMs) {
        // Deno lets every request end that has begun: so those that take too long are given an end.
        const end = setTimeout(() => over.resolve(), graceMs)
        await server.shutdown()
        clearTimeout(end)
      },
    }
  } catch (error) {
    throw refusalToListen(error, { host, port })
  }
}

function tooLate(): Response {
  return new Response(null, { status: 503 })
}
