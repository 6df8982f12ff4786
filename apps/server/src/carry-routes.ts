/** The door to `carry.ts`: `/records`, for who shows the token. While it stands open, the service is closed. */
import { equalBytes } from "@keywright/core"
import type { Kms, Store } from "@keywright/kms"
import type { Env, Hono } from "hono"
import { CarryRefused, carryIn, carryOut, linesOf } from "./carry.ts"

export interface CarryPorts {
  store: Store
  /** The setting `carry-token`. */
  token: string
}

/** The service while records are carried: no request may change them, and no domain key may be made beside them. */
export const closedService: Pick<Kms, "handle" | "ready"> = {
  async handle() {
    return {
      status: 503,
      headers: { "content-type": "application/x-amz-json-1.1", "cache-control": "no-store" },
      body: '{"__type":"ServiceUnavailableException","message":"Records are being carried."}',
    }
  },
  ready: async () => false,
}

/** `GET /records` gives out all records, `POST /records` takes them in. */
export function addCarryRoutes<Bindings extends Env>(
  app: Hono<Bindings>,
  { store, token }: CarryPorts,
): void {
  const bearer = utf8.encode(`Bearer ${token}`)

  app.use("/records", async (context, next) => {
    const shown = utf8.encode(context.req.header("authorization") ?? "")
    if (!equalBytes(shown, bearer)) return context.text("The token is missing or wrong.\n", 401)
    return next()
  })

  app.get("/records", (context) =>
    context.body(streamOf(carryOut(store)), 200, {
      "content-type": "application/jsonl",
      "cache-control": "no-store",
    }),
  )

  app.post("/records", async (context) => {
    try {
      const taken = await carryIn(store, linesOf(context.req.raw.body ?? new ReadableStream()))
      return context.text(`${taken} records are here.\n`)
    } catch (error) {
      if (error instanceof CarryRefused) return context.text(`${error.message}\n`, 409)
      throw error
    }
  })
}

const utf8 = new TextEncoder()

function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await lines.next()
      if (done) controller.close()
      else controller.enqueue(utf8.encode(value))
    },
    cancel: () => void lines.return(undefined),
  })
}
