/** Key pairs for scripts on Node, Deno and Bun, by the server's threads: both primes of an RSA pair are searched at the same time. */
import {
  createThreadedCore,
  type GenerateKeyPairOptions,
  type KeyPair,
  type KeyPairSpec,
} from "@keywright/core"
import { keyPairPool } from "./key-pair-pool.ts"

export interface KeyPairThreads {
  /**
   * `generateKeyPair` of @keywright/core, where `{ parallel: true }` takes two threads. The pair is put together in this one.
   *
   *     const threads = keyPairThreads()
   *     const pair = await threads.generateKeyPair("RSA_4096", { parallel: true })
   *     await threads.close()
   */
  generateKeyPair(spec: KeyPairSpec, options?: GenerateKeyPairOptions): Promise<KeyPair>
  /** Ends the threads at once. */
  close(): Promise<void>
}

/** Starts threads when they are first needed: two, as there are two primes. */
export function keyPairThreads(): KeyPairThreads {
  const pool = keyPairPool(2)
  const core = createThreadedCore(pool.searchPrime)
  return {
    generateKeyPair: (spec, options) => core.generateKeyPair(spec, options),
    close: () => pool.close(),
  }
}
