import { readFileSync } from "node:fs"
import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { beforeAll, expect, test } from "vitest"
import type { NumberExam } from "./core-exam.ts"
import { bytesOf } from "./oracle-primes.ts"
import { random } from "./streams.ts"
import { type Trace, traced } from "./trace.ts"

const traces = traced(readFileSync(new URL("../build/check.wasm", import.meta.url)))
const core = traces.exports as unknown as NumberExam
const bits = 1024
const bignum = loadBignum(portable)

/** Primes that a search found, one beside the end of the range, and one with a long run of zeros; all 7 mod 8. */
const primes: Uint8Array[] = []
/** Composites that pass trial division, but neither filter nor Miller-Rabin. */
const composite = bytesOf((2n ** 521n - 1n) * (2n ** 502n + 2n ** 501n + 1n), bits / 8)

beforeAll(async () => {
  const search = bignum.searchPrimes({ bits, method: "A.1.3", candidates: random, bases: random })
  for (let i = 0; i < 3; i++) primes.push(await search.next())
  search.close()
  primes.push(await firstFrom(2n ** 1024n - 1n, -8n))
  primes.push(await firstFrom(2n ** 1023n + 2n ** 1022n + 7n, 8n))
})

async function firstFrom(start: bigint, step: bigint): Promise<Uint8Array> {
  for (let value = start; ; value += step) {
    const bytes = bytesOf(value, bits / 8)
    if (await bignum.isProbablePrime(bytes, 5, random)) return bytes
  }
}

function put(at: { readonly value: number }, index: number, bytes: Uint8Array): void {
  new Uint8Array(core.memory.buffer).set(bytes, at.value + index * core.BYTES_SIZE.value)
}

/** The traces of one act on many secrets are one trace. */
function expectOne(all: readonly Trace[]): void {
  expect(all.length).toBeGreaterThan(3)
  expect(all[0]?.events).toBeGreaterThan(10_000)
  for (const trace of all) expect(trace).toEqual(all[0])
}

/** Two rounds of Miller-Rabin. The bases are secret too. */
async function rounds(value: Uint8Array, twosMax: number): Promise<Trace> {
  put(core.INPUT, 0, value)
  for (const lane of [0, 1]) put(core.BASE_BYTES, lane, await random(bits / 8 + 6))
  return traces.trace(() => core.millerRabin(bits, twosMax))
}

test("Trial division takes the same steps for every number that survives it", () => {
  core.buildSmallPrimes(192)
  expectOne(
    primes.map((prime) => {
      put(core.CANDIDATES, 0, prime)
      return traces.trace(() => core.divideCandidates(bits / 8, 1))
    }),
  )
})

test("The filter takes the same steps for every pair of numbers, prime or not", () => {
  expectOne(
    [...primes, composite].map((value, i) => {
      put(core.INPUT, 0, value)
      put(core.INPUT, 1, primes[(i + 1) % primes.length] as Uint8Array)
      return traces.trace(() => core.filter(bits))
    }),
  )
})

test("Miller-Rabin takes the same steps for every prime and every base", async () => {
  const all: Trace[] = []
  for (const prime of primes) all.push(await rounds(prime, 1))
  expectOne(all)
})

test("Miller-Rabin takes the same steps whatever power of two divides the prime less one", async () => {
  const all: Trace[] = []
  const others = await Promise.all([
    firstFrom(2n ** 1024n - 2n ** 100n + 1n, -(2n ** 100n)),
    firstFrom(2n ** 1024n - 3n, -8n),
  ])
  for (const prime of [...primes.slice(0, 2), ...others]) all.push(await rounds(prime, 110))
  expectOne(all)
})

test("CRT numbers take the same steps and touch the same memory for every pair", async () => {
  const all: Trace[] = []
  for (const [i, prime] of primes.entries()) {
    put(core.INPUT, 0, prime)
    put(core.INPUT, 1, primes[(i + 2) % primes.length] as Uint8Array)
    put(core.BASE_BYTES, 0, await random(bits / 8 + 6))
    all.push(traces.trace(() => expect(core.makeCrtNumbers(bits)).toBe(1)))
  }
  expectOne(all)
})

test("A composite may be told by its trace: Miller-Rabin stops", async () => {
  expect(await rounds(composite, 110)).not.toEqual(await rounds(primes[0] as Uint8Array, 110))
})
