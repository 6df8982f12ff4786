/** The Workers entry: what wrangler bundles. */
import { WorkerEntrypoint } from "cloudflare:workers"
import type { Sweeper } from "../storage/record-object.ts"
import { type Bindings, serviceOf } from "./workers-service.ts"

export { RecordObject } from "../storage/record-object.ts"

/** Called by the alarms of the Durable Objects: what has come due is understood here, where the keys are. */
export class Sweep extends WorkerEntrypoint<Bindings> implements Sweeper {
  async sweep(): Promise<void> {
    const { sweep } = await serviceOf(this.env)
    await sweep()
  }
}

export default {
  async fetch(
    request: Request,
    bindings: Bindings,
    context: { waitUntil(work: Promise<unknown>): void },
  ): Promise<Response> {
    const answer = serviceOf(bindings).then(({ fetch }) => fetch(request))
    // Requests share an isolate, its service and its turns at making key pairs: none ends in the middle for all others
    // because its client has gone.
    context.waitUntil(answer)
    return answer
  },
}
