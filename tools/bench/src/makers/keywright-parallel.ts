/** Ours in two threads: both primes of an RSA pair are searched at the same time, by the server's pool. */
import type { KeyPairSpec } from "@keywright/core"
import { keyPairThreads } from "@keywright/server/key-pair-threads"
import { judge } from "../judge.ts"
import { specs } from "../specs.ts"
import type { Subject } from "../subject.ts"
import type { Maker } from "./maker.ts"

/** The threads take the build and the search that come by default: nobody takes part for another subject. */
export function keywrightParallel(spec: KeyPairSpec, subject: Subject): Maker | undefined {
  if (specs[spec].family !== "rsa") return undefined
  if (subject.engine !== undefined || subject.method !== undefined) return undefined
  const threads = keyPairThreads()
  const make = () => threads.generateKeyPair(spec, { parallel: true, pause() {} })
  return { make, check: async () => judge(await make()), close: () => threads.close() }
}
