import { checkPrimeSync, createPrivateKey, createPublicKey } from "node:crypto"
import process from "node:process"
import { afterEach, describe, expect, test } from "vitest"
import { type KeyPairPool, keyPairPool } from "../../src/entry/key-pair-pool.ts"

const pools: KeyPairPool[] = []
afterEach(async () => {
  for (const pool of pools.splice(0)) await pool.close()
})

function openPool(threads?: number): KeyPairPool {
  const pool = keyPairPool(threads)
  pools.push(pool)
  return pool
}

describe("keyPairPool", () => {
  test("makes pairs whose halves fit, in memory of their own", async () => {
    const pool = openPool()
    for (const spec of ["RSA_2048", "ECC_NIST_P384"] as const) {
      const pair = await pool.generate(spec)
      const { privateKey, publicKey } = pair
      expect(pair.spec).toBe(spec)
      const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" })
      const half = createPublicKey(key).export({ format: "der", type: "spki" })
      expect(Buffer.from(publicKey)).toEqual(half)
      // What is moved between threads is whole memory: nothing else may lie in it.
      expect(privateKey.buffer.byteLength).toBe(privateKey.length)
      expect(publicKey.buffer.byteLength).toBe(publicKey.length)
    }
  })

  test("leaves this thread idle while an RSA_4096 pair is made", async () => {
    const pool = openPool(1)
    await pool.generate("ECC_NIST_P256")
    const [ofThread, ofProcess] = [process.threadCpuUsage(), process.cpuUsage()]
    await pool.generate("RSA_4096")
    const here = process.threadCpuUsage(ofThread)
    const all = process.cpuUsage(ofProcess)
    expect(all.user).toBeGreaterThan(0)
    expect((here.user + here.system) / (all.user + all.system)).toBeLessThan(0.25)
  })

  test("searches primes, each in memory of its own, and leaves off when it is aborted", async () => {
    const pool = openPool(2)
    const order = { bits: 1024, method: "A.1.6" } as const
    const primes = await Promise.all([pool.searchPrime(order), pool.searchPrime(order)])
    for (const prime of primes) {
      expect(checkPrimeSync(Buffer.from(prime))).toBe(true)
      expect(prime.buffer.byteLength).toBe(128)
    }
    const controller = new AbortController()
    const long = pool.searchPrime({ bits: 2048, method: "A.1.3" }, { signal: controller.signal })
    controller.abort(new Error("enough"))
    await expect(long).rejects.toThrow("enough")
    expect((await pool.generate("ECC_NIST_P256")).spec).toBe("ECC_NIST_P256")
  })

  test("refuses by name when too many wait, and makes those that do", async () => {
    const pool = openPool(1)
    const asked = Array.from({ length: 40 }, () => pool.generate("ECC_NIST_P256"))
    const outcomes = await Promise.allSettled(asked)
    const refused = outcomes.filter((outcome) => outcome.status === "rejected")
    expect(refused.length).toBeGreaterThan(0)
    expect(outcomes.length - refused.length).toBeGreaterThanOrEqual(32)
    for (const { reason } of refused) {
      expect(reason).toMatchObject({
        name: "KeyPairQueueFull",
        message: "32 key pairs are waiting to be made already",
      })
    }
    expect((await pool.generate("ECC_NIST_P256")).spec).toBe("ECC_NIST_P256")
  })

  test("ends at once when it is closed, whatever is being made", async () => {
    const pool = openPool(1)
    const running = Promise.allSettled([pool.generate("RSA_4096"), pool.generate("RSA_4096")])
    await pool.close()
    expect((await running).map(({ status }) => status)).toEqual(["rejected", "rejected"])
  })
})
