/** Threads that make key pairs: an RSA_4096 pair takes up to seconds, and the event loop has other requests to answer. */
import { availableParallelism } from "node:os"
import type { KeyPair, KeyPairSpec, SearchPrime } from "@keywright/core"
import { Piscina } from "piscina"
import type { KeyPairJob } from "./key-pair-worker.ts"

export interface KeyPairPool {
  /** Makes one key pair. Rejects with `KeyPairQueueFull` when too many are waiting. The caller wipes the private key. */
  generate(spec: KeyPairSpec): Promise<KeyPair>
  /** Searches one prime for a pair of two, which take a thread each. Rejects as `generate` does. The caller wipes it. */
  searchPrime: SearchPrime
  /** Ends the threads at once; what they had in hand is lost. */
  close(): Promise<void>
}

/** More key pairs are wanted than are made. Asking again later helps. */
export class KeyPairQueueFull extends Error {
  override readonly name = "KeyPairQueueFull"
}

/** At two seconds for an RSA_4096 pair, those who wait longest wait a minute: as long as an SDK's patience, if that. */
const WAITING_PER_THREAD = 32

/** A thread with its WebAssembly takes some 20 MB: not for nothing, and not made anew for each request either. */
const IDLE_MS = 60_000

/** Starts a pool of at most so many threads; by default one less than there are processors, and one where there is one. */
export function keyPairPool(
  threads: number = Math.max(1, availableParallelism() - 1),
): KeyPairPool {
  const waitingMost = WAITING_PER_THREAD * threads
  const pool = new Piscina<KeyPairJob, KeyPair | Uint8Array>({
    filename: new URL("./key-pair-worker.ts", import.meta.url).href,
    minThreads: 0,
    maxThreads: threads,
    idleTimeout: IDLE_MS,
    maxQueue: waitingMost,
  })
  function run(job: KeyPairJob) {
    if (pool.queueSize >= waitingMost) {
      throw new KeyPairQueueFull(`${waitingMost} key pairs are waiting to be made already`)
    }
    return pool.run(job)
  }
  return {
    generate: async (spec) => (await run({ spec })) as KeyPair,
    async searchPrime(order, { signal } = {}) {
      signal?.throwIfAborted()
      // A pool aborts a job by ending its thread, which would have to start again: searches look whether they are to leave off.
      const stop = new Int32Array(new SharedArrayBuffer(4))
      const leaveOff = () => Atomics.store(stop, 0, 1)
      signal?.addEventListener("abort", leaveOff)
      try {
        const prime = (await run({ prime: order, stop })) as Uint8Array
        // Found before the thread looked: nobody wants it any more.
        if (signal?.aborted) prime.fill(0)
        signal?.throwIfAborted()
        return prime
      } catch (error) {
        signal?.throwIfAborted()
        throw error
      } finally {
        signal?.removeEventListener("abort", leaveOff)
      }
    },
    close: () => pool.destroy(),
  }
}
