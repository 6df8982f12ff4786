/** Runs in a thread of the pool: makes a key pair or a prime and moves its bytes out, so that no copy of a secret stays here. */
import { generateKeyPair, type KeyPairSpec, type PrimeOrder, searchPrime } from "@keywright/core"
import { move, transferableSymbol, valueSymbol } from "piscina"

/** What a thread is asked for. */
export type KeyPairJob =
  | { readonly spec: KeyPairSpec }
  /** `stop` is shared with who asks: a number other than 0 ends the search within some milliseconds. */
  | { readonly prime: PrimeOrder; readonly stop: Int32Array<SharedArrayBuffer> }

/** Nothing else waits for this thread: a search need not give way. */
const options = { pause() {} }

export default async function make(job: KeyPairJob): Promise<unknown> {
  if ("prime" in job) {
    const prime = await searchPrime(job.prime, {
      pause() {
        if (Atomics.load(job.stop, 0) !== 0) throw new Error("nobody waits for this prime any more")
      },
    })
    return moved(prime, [prime.buffer])
  }
  const pair = await generateKeyPair(job.spec, options)
  return moved(pair, [pair.privateKey.buffer, pair.publicKey.buffer])
}

/** As the pool wants it: the value, and the memory of it that changes hands. What is moved is gone from here. */
function moved(value: object, memory: readonly ArrayBuffer[]): unknown {
  return move({ [valueSymbol]: value, [transferableSymbol]: memory })
}
