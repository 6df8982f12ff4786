import { loadBignum } from "@keywright/bignum"
import fma from "@keywright/bignum/fma"
import portable from "@keywright/bignum/portable"
import { describe, expect, test } from "vitest"
import type {
  Bignum,
  ByteSource,
  PrimeMethod,
  PrimeSearch,
  PrimeSearchRequest,
} from "../src/doors.ts"
import { examined } from "./core-exam.ts"
import { watch } from "./memory-search.ts"
import { oracle } from "./oracle.ts"
import { curveNames, curveNumbers, scalarBytes } from "./oracle-curves.ts"
import { bytesOf, numberOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"
import { random, streamOf } from "./streams.ts"

const modules = { portable, fma } as const
type Watched = ReturnType<typeof watch<Bignum>>
const numbers = randomNumbers()

/** A source that remembers what it gave: `given` as it was, and `arrays` as they have become. */
function remembered(source: ByteSource): {
  draw: ByteSource
  given: Record<string, Uint8Array>
  arrays: Uint8Array[]
} {
  const given: Record<string, Uint8Array> = {}
  const arrays: Uint8Array[] = []
  async function draw(length: number): Promise<Uint8Array> {
    const bytes = await source(length)
    given[`draw ${arrays.length} of ${length} bytes`] = bytes.slice()
    arrays.push(bytes)
    return bytes
  }
  return { draw, given, arrays }
}

/** A source that gives `count` times, and then throws. */
function failingAfter(count: number): ByteSource {
  let given = 0
  return (length) => {
    if (given++ === count) throw new Error("the source ran dry")
    return random(length)
  }
}

/** Searches until something throws. */
async function searchOn(search: PrimeSearch): Promise<never> {
  for (;;) await search.next()
}

function expectWiped(...arrays: readonly Uint8Array[]): void {
  expect(arrays.filter((array) => array.some((byte) => byte !== 0)).length).toBe(0)
}

const methods = ["A.1.6", "A.1.3"] as const

/** Two primes from a core, with all that was drawn for them. */
async function twoPrimes({ made: bignum }: Watched, method: PrimeMethod = "A.1.6") {
  const candidates = remembered(random)
  const bases = remembered(random)
  const request = { bits: 1024, method } as const
  const search = bignum.searchPrimes({ ...request, candidates: candidates.draw, bases: bases.draw })
  const [p, q] = [await search.next(), await search.next()]
  search.close()
  const given = { ...candidates.given, ...bases.given }
  return { p, q, given, arrays: [...candidates.arrays, ...bases.arrays] }
}

/** Searches that end in their middle, each in its own way. */
const interrupted: Readonly<Record<string, (request: PrimeSearchRequest) => PrimeSearchRequest>> = {
  "the candidates run dry": (request) => ({ ...request, candidates: failingAfter(100) }),
  "a starting point is not to be had": (request) => ({ ...request, candidates: failingAfter(2) }),
  "the bases run dry": (request) => ({ ...request, bases: failingAfter(1) }),
  "the bases run dry later": (request) => ({ ...request, bases: failingAfter(3) }),
  "a draw is too short": (request) => ({ ...request, candidates: () => random(127) }),
  "a pause throws": (request) => ({
    ...request,
    pause() {
      throw new Error("no longer")
    },
  }),
}

describe.each(examined)("The %s build", (build) => {
  const load = (): Watched => watch(() => loadBignum(modules[build]))

  describe("Memory keeps nothing", () => {
    test.each(methods)(
      "of a search for primes by %s and its draws, which are wiped",
      async (method) => {
        const core = load()
        const { p, q, given, arrays } = await twoPrimes(core, method)
        expect(core.find({ p, q, ...given })).toEqual([])
        expectWiped(...arrays)
      },
    )

    test("of the numbers of a key, and of the primes that they are made of", async () => {
      const core = load()
      const { p, q } = await twoPrimes(core)
      const bases = remembered(random)
      const made = await core.made.crtNumbers(p, q, bases.draw)
      const { modulus, ...secrets } = made ?? { modulus: undefined }
      expect(modulus).toHaveLength(256)
      const [one, other] = [p, q].map((prime) => numberOf(prime) - 1n) as [bigint, bigint]
      const derived = { "p - 1": bytesOf(one, 128), "(p - 1)(q - 1)": bytesOf(one * other, 256) }
      expect(core.find({ p, q, ...secrets, ...derived, ...bases.given })).toEqual([])
      expectWiped(...bases.arrays)
    })

    test("of a pair that it refuses, and of one whose check fails", async () => {
      const core = load()
      const { p, q } = await twoPrimes(core)
      expect(await core.made.crtNumbers(p, p, random)).toBeUndefined()
      const composite = p.with(127, (p[127] as number) ^ 2)
      await expect(core.made.crtNumbers(composite, q, random)).rejects.toThrow("not prime")
      await expect(core.made.crtNumbers(p, q, failingAfter(0))).rejects.toThrow("ran dry")
      expect(core.find({ p, q, composite })).toEqual([])
    })

    test("of a number that is tested, prime or not, and whether or not its bases come", async () => {
      const core = load()
      const { p } = await twoPrimes(core)
      const composite = p.with(127, (p[127] as number) ^ 2)
      const bases = remembered(random)
      expect(await core.made.isProbablePrime(p, 5, bases.draw)).toBe(true)
      expect(await core.made.isProbablePrime(composite, 5, bases.draw)).toBe(false)
      const failing = remembered(failingAfter(3))
      await expect(core.made.isProbablePrime(p, 5, failing.draw)).rejects.toThrow("ran dry")
      expect(core.find({ p, composite, ...bases.given, ...failing.given })).toEqual([])
      expectWiped(...bases.arrays, ...failing.arrays)
    })

    test.each(curveNames)("of scalars on %s, taken or refused, from one window or all", (name) => {
      const core = load()
      for (let point = 0; point < 20; point++) {
        const scalar = someScalar(name)
        expect(core.made.multiplyBase(name, scalar)).toBeDefined()
        if (point > 1 && point < 18) continue
        const found = core.find({ scalar, ...recoded(name, scalar) })
        expect(found, `seed ${numbers.seed}`).toEqual([])
      }
      const refused = someScalar(name)
      if (name === "Ed25519") refused[0] = 0xff
      else refused.fill(0xff, 0, -16)
      expect(core.made.multiplyBase(name, refused)).toBeUndefined()
      expect(() => core.made.multiplyBase(name, refused.subarray(1))).toThrow(RangeError)
      expect(core.find({ refused })).toEqual([])
    })
  })

  describe("Memory keeps nothing of an Ed25519 private key", () => {
    test("nor of the scalar that it is hashed to", async () => {
      const core = load()
      const privateKey = bytesOf(numbers.below(2n ** 256n), 32)
      for (let key = 0; key < 20; key++) core.made.ed25519PublicKey(privateKey)
      const hash = await crypto.subtle.digest("SHA-512", privateKey as BufferSource)
      const scalar = new Uint8Array(hash).slice(0, 32)
      scalar[0] = (scalar[0] as number) & 0xf8
      scalar[31] = ((scalar[31] as number) & 0x7f) | 0x40
      const secrets = { privateKey, hash: new Uint8Array(hash), ...recoded("Ed25519", scalar) }
      expect(core.find(secrets), `seed ${numbers.seed}`).toEqual([])
    })
  })

  describe("After a search is interrupted because", () => {
    const acts = Object.entries(interrupted).flatMap(([reason, change]) =>
      methods.map((method) => ({ reason, method, change })),
    )
    test.each(acts)(
      "$reason, nothing is left of $method and the instance works",
      async ({ method, change }) => {
        const core = load()
        const request = change({ bits: 1024, method, candidates: random, bases: random })
        const candidates = remembered(request.candidates)
        const bases = remembered(request.bases)
        const search = core.made.searchPrimes({
          ...request,
          candidates: candidates.draw,
          bases: bases.draw,
        })
        await expect(searchOn(search)).rejects.toThrow()
        expect(core.find({ ...candidates.given, ...bases.given })).toEqual([])
        expectWiped(...candidates.arrays, ...bases.arrays)
        await expectRight(core)
      },
    )

    test.each(methods)(
      "it is closed, nothing is left of %s and the instance works",
      async (method) => {
        const core = load()
        const candidates = remembered(random)
        const search = core.made.searchPrimes({
          bits: 2048,
          method,
          candidates: candidates.draw,
          bases: random,
          pause: () => search.close(),
        })
        // Some primes are found before a first pause.
        await expect(searchOn(search)).rejects.toThrow("closed")
        expect(core.find(candidates.given)).toEqual([])
        expectWiped(...candidates.arrays)
        await expectRight(core)
      },
    )
  })

  /** The core still computes what it should. */
  async function expectRight({ made: bignum }: Watched): Promise<void> {
    const seed = numbers.seed
    const request = { bits: 1024, method: "A.1.3", bases: random } as const
    const [used, fresh] = [bignum, load().made].map((each) =>
      each.searchPrimes({ ...request, candidates: streamOf(seed) }).next(),
    )
    expect(await used, `seed ${seed}`).toEqual(await fresh)
    const scalar = someScalar("P-384")
    expect(bignum.multiplyBase("P-384", scalar)).toEqual(oracle.multiplyBase("P-384", scalar))
  }
})

describe("The search of memory finds", () => {
  const core = watch(() => new WebAssembly.Instance(portable, {}))
  const memory = new Uint8Array((core.made.exports.memory as WebAssembly.Memory).buffer)
  const secret = bytesOf(numbers.below(2n ** 256n), 32)

  test.each([
    ["bytes", 0x1234, secret],
    ["words", 0x2345, secret.toReversed()],
    ["half of the bytes", 0x3001, secret.subarray(3, 19)],
    ["digits", 0x4000, digitsOf(secret, (value) => new BigInt64Array([value]))],
    ["digits as floats", 0x5000, digitsOf(secret, (value) => new Float64Array([Number(value)]))],
  ])("a secret as %s", (_, address, form) => {
    expect(core.find({ secret })).toEqual([])
    memory.set(form, address)
    expect(core.find({ secret, other: bytesOf(7n ** 90n, 32) })).toEqual(["secret"])
    memory.fill(0, address, address + form.length)
  })
})

/** The middle digit of a number, balanced, with radix 2^52. */
function digitsOf(
  bytes: Uint8Array,
  form: (digit: bigint) => BigInt64Array | Float64Array,
): Uint8Array {
  const lower = numberOf(bytes) & (2n ** 104n - 1n)
  const carry = (lower + 2n ** 51n) >> 52n
  return new Uint8Array(form(BigInt.asIntN(52, carry)).buffer)
}

function someScalar(name: (typeof curveNames)[number]): Uint8Array {
  const { order } = curveNumbers[name]
  const value = numbers.below(order - 1n) + 1n
  return scalarBytes(name, name === "Ed25519" ? 2n ** 254n + ((8n * value) % 2n ** 254n) : value)
}

/** What recode.ts makes of a scalar: the odd number that stands for it, and the bits of its windows. */
function recoded(
  name: (typeof curveNames)[number],
  scalar: Uint8Array,
): Record<string, Uint8Array> {
  const { order } = curveNumbers[name]
  const littleEndian = name === "Ed25519"
  const value = numberOf(littleEndian ? scalar.toReversed() : scalar)
  const odd = littleEndian ? value + order : value % 2n === 1n ? value : order - value
  const windows = odd >> 1n
  const complement = 2n ** BigInt(8 * scalar.length) - 1n - windows
  const bytes = (number: bigint) =>
    bytesOf(BigInt.asUintN(8 * scalar.length, number), scalar.length)
  return { odd: bytes(odd), windows: bytes(windows), complement: bytes(complement) }
}
