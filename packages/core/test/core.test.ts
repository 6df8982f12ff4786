import { type Bignum, createEngines, type PrimeSearchRequest } from "@keywright/bignum"
import { expect, test } from "vitest"
import { encodeHex } from "../src/bytes/hex.ts"
import { createCore, type GenerateKeyPairOptions } from "../src/core.ts"
import { type KeyPairSpec, keyPairSpecs } from "../src/key-pair-specs.ts"
import { decodePrivateKey } from "../src/keys/private-key.ts"
import { systemRandom } from "../src/random/system-random.ts"
import { bigIntBignum } from "./big-int-bignum.ts"
import { record } from "./symmetric/recording.ts"

const seed = new Uint8Array(16).fill(7)
const slow = createCore({ bignum: bigIntBignum, random: systemRandom })
const onCurves = Object.entries(keyPairSpecs).flatMap(([spec, { family }]) =>
  family === "rsa" ? [] : [spec as KeyPairSpec],
)

/** A core whose prime searches go on until they are told to end, or are aborted. */
function endless() {
  const searches: { ends: () => void; closed: boolean }[] = []
  let made = 0
  const bignum = (): Bignum => {
    made++
    return {
      ...bigIntBignum(),
      searchPrimes({ pause }: PrimeSearchRequest) {
        const search = { ends: () => undefined as undefined, closed: false }
        searches.push(search)
        let ended = false
        search.ends = () => {
          ended = true
        }
        return {
          async next() {
            while (!ended) {
              await pause?.()
              await new Promise((resolve) => setTimeout(resolve))
            }
            return new Uint8Array(128).fill(1)
          },
          close() {
            search.closed = true
          },
        }
      },
      async crtNumbers() {
        const number = (length: number) => new Uint8Array(length).fill(1)
        return {
          modulus: number(256),
          privateExponent: number(256),
          exponent1: number(128),
          exponent2: number(128),
          coefficient: number(128),
        }
      },
    }
  }
  return { core: createCore({ bignum, random: systemRandom }), searches, made: () => made }
}

async function until(condition: () => boolean): Promise<void> {
  for (let i = 0; i < 1000 && !condition(); i++)
    await new Promise((resolve) => setTimeout(resolve, 1))
  expect(condition()).toBe(true)
}

test.each(onCurves)("The same seed gives the same %s, and another seed another", async (spec) => {
  const pairs = await Promise.all([
    slow.generateKeyPair(spec, { seed }),
    slow.generateKeyPair(spec, { seed }),
    slow.generateKeyPair(spec, { seed: seed.map((byte) => byte + 1) }),
  ])
  const [first, second, third] = pairs.map(({ privateKey }) => encodeHex(privateKey))
  expect(second).toBe(first)
  expect(third).not.toBe(first)
  expect(pairs[0].spec).toBe(spec)
})

test.each(onCurves)("Without a seed every %s is another", async (spec) => {
  const [one, other] = [await slow.generateKeyPair(spec), await slow.generateKeyPair(spec)]
  expect(encodeHex(one.privateKey)).not.toBe(encodeHex(other.privateKey))
})

test("No two specs share a personalization, nor do two methods", () => {
  const all = Object.values(keyPairSpecs)
    .flatMap((row) =>
      row.family === "rsa" ? Object.values(row.personalizations) : [row.personalization],
    )
    .map(encodeHex)
  expect(new Set(all).size).toBe(all.length)
})

test.each(["RSA_1024", "", "toString", "__proto__", undefined])(
  "The spec %j is refused with those that are known",
  async (spec) => {
    const generating = slow.generateKeyPair(spec as never)
    await expect(generating).rejects.toThrow(
      `key-pair/spec: ${spec} is no key pair spec. Known: RSA_2048, RSA_3072, RSA_4096, ECC_NIST_P256,`,
    )
  },
)

test("A seed of 15 bytes, and one that is no Uint8Array, are refused", async () => {
  for (const bad of [new Uint8Array(15), new Uint8Array(0), "0123456789abcdef", [1], null]) {
    const generating = slow.generateKeyPair("ECC_NIST_P256", { seed: bad as never })
    await expect(generating).rejects.toThrow(
      "key-pair/seed: A seed is a Uint8Array of at least 16 bytes.",
    )
  }
  await slow.generateKeyPair("ECC_NIST_P256", { seed: new Uint8Array(16) })
})

test("A method that is not known is refused, whatever the spec", async () => {
  const options = { method: "A.1.2" } as unknown as GenerateKeyPairOptions
  for (const spec of ["RSA_2048", "ECC_NIST_P256"] as const) {
    await expect(slow.generateKeyPair(spec, options)).rejects.toThrow(
      "key-pair/method: A.1.2 is no method to search primes. Known: A.1.6, A.1.3.",
    )
  }
})

test("Primes side by side are refused where there are no threads, and with a seed", async () => {
  await expect(slow.generateKeyPair("RSA_2048", { parallel: true })).rejects.toThrow(
    "key-pair/parallel: Primes cannot be searched side by side: this core knows no threads.",
  )
  const searchPrime = () => Promise.reject(new Error("a thread was asked"))
  const ports = { bignum: bigIntBignum, random: systemRandom, searchPrime }
  const threaded = createCore(ports)
  await expect(threaded.generateKeyPair("RSA_2048", { parallel: true, seed })).rejects.toThrow(
    "key-pair/parallel: Primes cannot be searched side by side: a seed gives one stream, not two.",
  )
  await expect(threaded.generateKeyPair("RSA_2048", { parallel: true })).rejects.toThrow("asked")
  // A curve has no primes, and without `parallel` no thread is asked.
  await threaded.generateKeyPair("ECC_NIST_P256", { parallel: true })
  await threaded.generateKeyPair("RSA_2048", { parallel: false, seed })
})

test("A pair whose primes another core has searched is one that this core would make of them", async () => {
  const primes: Uint8Array[] = []
  const elsewhere = createCore({ bignum: bigIntBignum, random: systemRandom })
  const core = createCore({
    bignum: bigIntBignum,
    random: systemRandom,
    async searchPrime(order, options) {
      const prime = await elsewhere.searchPrime(order, options)
      primes.push(prime)
      return prime.slice()
    },
  })
  const { privateKey } = await core.generateKeyPair("RSA_2048", { parallel: true })
  const key = decodePrivateKey(privateKey)
  if (key.family !== "rsa") throw new Error("not RSA")
  const found = [key.prime1, key.prime2].map(encodeHex)
  expect(found).toEqual(primes.slice(0, 2).map(encodeHex))
})

test.each(["A.1.6", "A.1.3"] as const)(
  "A source that repeats itself ends %s in an error of this package",
  async (method) => {
    const random = (length: number) => new Uint8Array(length).fill(0x5a)
    const { open } = createEngines({ engine: "portable" })
    const core = createCore({ bignum: open, random })
    const broken = "key-pair/primes: A byte source is broken: "
    await expect(core.generateKeyPair("RSA_2048", { method })).rejects.toThrow(broken)
    const order = { bits: 1024, method } as const
    await expect(core.searchPrime(order)).rejects.toThrow(broken)
  },
)

test("Errors and results hold no seed", async () => {
  const secret = new Uint8Array(15).fill(0xab)
  const error = await slow.generateKeyPair("SM2", { seed: secret }).catch((reason) => reason)
  expect(`${error.message} ${JSON.stringify(error)}`).not.toMatch(/171|abab/)
})

test("A signal that was aborted before is heard before anything is made", async () => {
  const { core, made } = endless()
  const signal = AbortSignal.abort("too late")
  await expect(core.generateKeyPair("RSA_2048", { signal })).rejects.toBe("too late")
  await expect(core.generateKeyPair("SM2", { signal, seed })).rejects.toBe("too late")
  expect(made()).toBe(0)
})

test("An abort in the middle of a search ends it with the signal's reason, and closes it", async () => {
  const { core, searches } = endless()
  const controller = new AbortController()
  const generating = core.generateKeyPair("RSA_2048", { signal: controller.signal })
  await until(() => searches.length === 1)
  const reason = new Error("enough")
  controller.abort(reason)
  await expect(generating).rejects.toBe(reason)
  expect(searches[0]?.closed).toBe(true)
})

test("An abort that no pause sees ends in the signal's reason all the same, for a pair and for a prime", async () => {
  const prime = new Uint8Array(128).fill(1)
  const controller = new AbortController()
  const core = createCore({
    random: systemRandom,
    bignum: () => ({
      ...bigIntBignum(),
      searchPrimes: () => ({
        async next() {
          controller.abort("enough")
          return prime
        },
        close() {},
      }),
    }),
  })
  const { signal } = controller
  const order = { bits: 1024, method: "A.1.6" } as const
  await expect(core.searchPrime(order, { signal })).rejects.toBe("enough")
  expect(prime.every((byte) => byte === 0)).toBe(true)
  const late = new AbortController()
  const drawing = createCore({
    bignum: bigIntBignum,
    random(length) {
      late.abort("enough")
      return systemRandom(length)
    },
  })
  const generating = drawing.generateKeyPair("ECC_NIST_P256", { signal: late.signal })
  await expect(generating).rejects.toBe("enough")
})

test("After an abort the next call has its turn", async () => {
  const { core, searches } = endless()
  const controller = new AbortController()
  const aborted = core.generateKeyPair("RSA_2048", { signal: controller.signal })
  const next = core.generateKeyPair("RSA_2048")
  await until(() => searches.length === 1)
  controller.abort("enough")
  await expect(aborted).rejects.toBe("enough")
  await until(() => searches.length === 2)
  searches[1]?.ends()
  expect((await next).spec).toBe("RSA_2048")
})

test("RSA pairs are made one after the other; one that waits is aborted at once", async () => {
  const { core, searches } = endless()
  const first = core.generateKeyPair("RSA_2048")
  const controller = new AbortController()
  const second = core.generateKeyPair("RSA_2048", { signal: controller.signal })
  await until(() => searches.length === 1)
  controller.abort("enough")
  await expect(second).rejects.toBe("enough")
  expect(searches).toHaveLength(1)
  searches[0]?.ends()
  await first
})

test("A pair on a curve does not wait for primes", async () => {
  const { core, searches } = endless()
  const waiting = core.generateKeyPair("RSA_2048")
  await until(() => searches.length === 1)
  await core.generateKeyPair("ECC_NIST_P256")
  await core.generateKeyPair("ECC_NIST_EDWARDS25519", { seed })
  expect(searches[0]?.closed).toBe(false)
  searches[0]?.ends()
  await waiting
})

test("Instances of the numbers are made when first needed, one for searches and one for curves", async () => {
  const { core, searches, made } = endless()
  expect(made()).toBe(0)
  await Promise.all([core.generateKeyPair("SM2"), core.generateKeyPair("ECC_NIST_P256")])
  expect(made()).toBe(1)
  const generating = core.generateKeyPair("RSA_2048")
  await until(() => searches.length === 1)
  expect(made()).toBe(2)
  searches[0]?.ends()
  await generating
})

test("A pause of the caller's own is what a search calls, and what it throws ends the search", async () => {
  const { core, searches } = endless()
  let calls = 0
  const pause = () => {
    calls += 1
    if (calls === 3) throw new Error("no longer")
  }
  await expect(core.generateKeyPair("RSA_2048", { pause })).rejects.toThrow("no longer")
  expect([calls, searches[0]?.closed]).toEqual([3, true])
})

test("The hash of a seeded stream is the one that was brought along", async () => {
  const { symmetric, calls } = record()
  const core = createCore({ bignum: bigIntBignum, random: systemRandom, symmetric })
  const own = await core.generateKeyPair("ECC_NIST_P384", { seed })
  expect(calls.filter((call) => call === "hmacSha256").length).toBeGreaterThan(4)
  expect(own).toEqual(await slow.generateKeyPair("ECC_NIST_P384", { seed }))
})

test("A broken source of randomness ends in an error, not in a weak key", async () => {
  const core = createCore({ bignum: bigIntBignum, random: (length) => new Uint8Array(length) })
  await expect(core.generateKeyPair("ECC_NIST_P256")).rejects.toThrow("key-pair/scalar")
})
