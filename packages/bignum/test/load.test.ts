import { instantiateSync } from "@assemblyscript/loader"
import { loadBignum } from "@keywright/bignum"
import fma from "@keywright/bignum/fma"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import { crtDoors } from "../src/crt-numbers.ts"
import type { Bignum } from "../src/doors.ts"
import { primeDoors } from "../src/primes.ts"
import { examined, type NumberExam, numberExam } from "./core-exam.ts"
import { oracle } from "./oracle.ts"
import { random, streamOf } from "./streams.ts"

test("The core imports nothing", () => {
  expect(WebAssembly.Module.imports(portable)).toEqual([])
})

test("The doors of the portable build are all there", () => {
  expect(Object.keys(loadBignum(portable)).sort()).toEqual([
    "build",
    "crtNumbers",
    "ed25519PublicKey",
    "isProbablePrime",
    "multiplyBase",
    "searchPrimes",
  ])
})

test.each(examined)(
  "The doors of the %s build answer as those of the oracle do, from two primes of a stream to a key's numbers",
  async (build) => {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    async function answers(bignum: Bignum) {
      const { searchPrimes, isProbablePrime, crtNumbers, multiplyBase, ed25519PublicKey } = bignum
      const candidates = streamOf(seed)
      const search = searchPrimes({ bits: 1024, method: "A.1.3", candidates, bases: random })
      const [p, q] = [await search.next(), await search.next()]
      search.close()
      return {
        p,
        q,
        verdicts: [
          await isProbablePrime(p, 5, random),
          await isProbablePrime(q.slice(1), 5, random),
        ],
        numbers: await crtNumbers(p, q, random),
        point: multiplyBase("P-256", p.subarray(64, 96)),
        publicKey: ed25519PublicKey(p.subarray(64, 96)),
      }
    }
    expect(await answers(loadBignum({ portable, fma }[build])), `seed ${seed}`).toEqual(
      await answers(oracle),
    )
  },
)

const isClear = (core: NumberExam) =>
  new Uint8Array(core.memory.buffer, core.WORK.value, core.WORK_END.value - core.WORK.value).every(
    (byte) => byte === 0,
  )

/** Whether any 16 bytes of a secret, in either byte order, lie anywhere in the core's memory. */
function holds(core: NumberExam, secret: Uint8Array): boolean {
  const memory = new Uint8Array(core.memory.buffer)
  for (const bytes of [secret.slice(32, 48), secret.slice(32, 48).reverse()]) {
    for (
      let at = memory.indexOf(bytes[0] as number);
      at !== -1;
      at = memory.indexOf(bytes[0] as number, at + 1)
    ) {
      if (bytes.every((byte, i) => memory[at + i] === byte)) return true
    }
  }
  return false
}

test("Memory holds nothing of primes and CRT numbers after a call, whether it succeeds or throws", async () => {
  const core = numberExam()
  const { searchPrimes, isProbablePrime } = primeDoors(core)
  const { crtNumbers } = crtDoors(core)
  const search = searchPrimes({ bits: 1024, method: "A.1.3", candidates: random, bases: random })
  const [p, q] = [await search.next(), await search.next()]
  search.close()
  expect(isClear(core)).toBe(true)
  const numbers = await crtNumbers(p, q, random)
  expect(isClear(core)).toBe(true)
  expect(await isProbablePrime(p, 5, random)).toBe(true)
  expect(isClear(core)).toBe(true)
  const composite = p.with(127, (p[127] as number) ^ 2)
  await expect(crtNumbers(composite, q, random)).rejects.toThrow("not prime")
  expect(isClear(core)).toBe(true)
  expect(numbers).toBeDefined()
  for (const secret of [p, q, ...Object.values(numbers ?? {})])
    expect(holds(core, secret)).toBe(false)
})

test("The search for a secret in memory finds one that lies there", async () => {
  const core = instantiateSync(portable, {}).exports as unknown as NumberExam
  const secret = await random(128)
  new Uint8Array(core.memory.buffer, core.INPUT.value, 128).set(secret)
  expect(holds(core, secret)).toBe(true)
})
