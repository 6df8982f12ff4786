import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import { afterEach, expect, test } from "vitest"
import { type KeyPairThreads, keyPairThreads } from "../../src/entry/key-pair-threads.ts"

let threads: KeyPairThreads | undefined
afterEach(async () => threads?.close())

test("Both primes of a pair come from threads, and the pair signs what it verifies", async () => {
  threads = keyPairThreads()
  for (const spec of ["RSA_2048", "RSA_3072"] as const) {
    const { privateKey, publicKey } = await threads.generateKeyPair(spec, { parallel: true })
    const der = (bytes: Uint8Array) => ({ key: Buffer.from(bytes), format: "der" as const })
    const secret = createPrivateKey({ ...der(privateKey), type: "pkcs8" })
    const open = createPublicKey({ ...der(publicKey), type: "spki" })
    const message = Buffer.from("signed")
    expect(verify("sha256", message, open, sign("sha256", message, secret))).toBe(true)
  }
})

test("A pair that is aborted ends both searches, and the next one is made", async () => {
  threads = keyPairThreads()
  const controller = new AbortController()
  const options = { parallel: true, signal: controller.signal }
  const pair = threads.generateKeyPair("RSA_4096", options)
  controller.abort(new Error("enough"))
  await expect(pair).rejects.toThrow("enough")
  const next = await threads.generateKeyPair("RSA_2048", { parallel: true })
  expect(next.spec).toBe("RSA_2048")
})

test("A seed is refused with threads, and without them gives the same pair as ever", async () => {
  threads = keyPairThreads()
  const seed = new Uint8Array(16).fill(9)
  const refused = threads.generateKeyPair("RSA_2048", { parallel: true, seed })
  await expect(refused).rejects.toThrow("key-pair/parallel")
  const pairs = [1, 2].map(() => threads?.generateKeyPair("RSA_2048", { seed }))
  const [one, other] = await Promise.all(pairs)
  expect(one).toEqual(other)
})
