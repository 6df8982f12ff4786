/** As much as is used here of what Cloudflare's plugin brings for tests (developers.cloudflare.com/workers/testing). */
declare module "cloudflare:test" {
  import type { RecordStub } from "../../src/storage/durable-object.ts"

  /** Ends an object's life in memory, once what it is doing is done. What it has stored stays. */
  export function evictDurableObject(stub: RecordStub): Promise<void>
  /** Runs the alarm now, if one is set, and says whether there was one. */
  export function runDurableObjectAlarm(stub: RecordStub): Promise<boolean>
  export function runInDurableObject<Result>(
    stub: RecordStub,
    work: (
      instance: unknown,
      state: {
        storage: {
          getAlarm(): Promise<number | null>
          sql: { exec(statement: string): { toArray(): Record<string, unknown>[] } }
        }
        abort(reason: string): void
      },
    ) => Result | Promise<Result>,
  ): Promise<Result>
}

declare module "cloudflare:workers" {
  export const env: Record<string, unknown>
  /** What the main module exports, ready to be called. */
  export const exports: { default: { fetch(request: Request): Promise<Response> } }
}
