/** Runs in a thread of the pool: makes one key pair and moves its bytes out, so that no copy of the private key stays here. */
import { generateKeyPair, type KeyPair, type KeyPairSpec } from "@keywright/core"
import { move, transferableSymbol, valueSymbol } from "piscina"

export default async function makeKeyPair(spec: KeyPairSpec): Promise<unknown> {
  // Nothing else waits for this thread: the search need not give way.
  return moved(await generateKeyPair(spec, { pause() {} }))
}

/** As the pool wants it: the value, and the memory of it that changes hands. What is moved is gone from here. */
function moved(pair: KeyPair): unknown {
  return move({
    [valueSymbol]: pair,
    [transferableSymbol]: [pair.privateKey.buffer, pair.publicKey.buffer],
  })
}
