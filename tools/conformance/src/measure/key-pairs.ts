/** How long an RSA_2048 pair takes: ours, and node:crypto's (OpenSSL), one after the other in one process. */
import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto"
import { type Summary, summarize } from "@keywright/bench/statistics"
import { generateKeyPair } from "@keywright/core"

export interface KeyPairTimes {
  oursMs: Summary
  nodeCryptoMs: Summary
  /** Ours divided by node:crypto's, of the means. */
  ratio: number
}

/** Makes `pairs` pairs each way, alternating. The answer of ours is checked once before any time is taken. */
export async function measureKeyPairs(pairs: number): Promise<KeyPairTimes> {
  await checkOurs()
  const ours: number[] = []
  const native: number[] = []
  for (let made = 0; made < pairs; made++) {
    ours.push(await timed(() => generateKeyPair("RSA_2048")))
    native.push(await timed(async () => makeNative()))
  }
  const [oursMs, nodeCryptoMs] = [summarize(ours), summarize(native)]
  return { oursMs, nodeCryptoMs, ratio: oursMs.mean / nodeCryptoMs.mean }
}

async function checkOurs(): Promise<void> {
  const { privateKey, publicKey } = await generateKeyPair("RSA_2048")
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" })
  const derived = createPublicKey(key).export({ format: "der", type: "spki" })
  if (!derived.equals(publicKey)) throw new Error("the halves of our pair do not match")
}

function makeNative(): void {
  generateKeyPairSync("rsa", {
    modulusLength: 2048,
    publicKeyEncoding: { format: "der", type: "spki" },
    privateKeyEncoding: { format: "der", type: "pkcs8" },
  })
}

async function timed(deed: () => Promise<unknown>): Promise<number> {
  const startedMs = performance.now()
  await deed()
  return performance.now() - startedMs
}
