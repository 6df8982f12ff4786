/** The routes behind a handler of the Fetch standard, with the one thing that the standard does not show: the client's address. */
import { type AppPorts, createApp, standardEnvelope } from "../app.ts"

interface Bindings {
  sourceAddress: string | undefined
}

/** Answers a request that came from an address. */
export type AnswerTo = (request: Request, sourceAddress: string | undefined) => Promise<Response>

/** Makes the routes for a server that hands out the standard's requests. */
export function standardFetch(app: Omit<AppPorts<never>, "envelope">): AnswerTo {
  const { fetch } = createApp<Bindings>({
    ...app,
    envelope: (request, { sourceAddress }) => ({
      ...standardEnvelope(request),
      ...(sourceAddress !== undefined && { sourceAddress }),
    }),
  })
  return async (request, sourceAddress) => fetch(request, { sourceAddress })
}
