/** As much of Cloudflare's module as is used here (developers.cloudflare.com/durable-objects/api). */
declare module "cloudflare:workers" {
  interface SqlCursor {
    toArray(): Record<string, unknown>[]
  }

  interface DurableObjectState {
    storage: {
      sql: { exec(statement: string, ...values: (string | number | null)[]): SqlCursor }
      /** Rolls back when it throws. */
      transactionSync<Result>(work: () => Result): Result
      setAlarm(atMs: number): Promise<void>
      deleteAlarm(): Promise<void>
    }
    /** The exports of the Worker's main module that are entrypoints, ready to be called. */
    exports: Record<string, unknown>
  }

  export class DurableObject<Bindings = unknown> {
    constructor(context: DurableObjectState, bindings: Bindings)
    protected ctx: DurableObjectState
    protected env: Bindings
  }

  export class WorkerEntrypoint<Bindings = unknown> {
    protected env: Bindings
  }
}
