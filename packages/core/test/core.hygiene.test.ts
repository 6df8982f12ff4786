import { describe, expect, test } from "vitest"
import { createCore, type GenerateKeyPairOptions } from "../src/core.ts"
import { type KeyPairSpec, keyPairSpecs } from "../src/key-pair-specs.ts"
import { decodePrivateKey } from "../src/keys/private-key.ts"
import { systemRandom } from "../src/random/system-random.ts"
import { createWitness, type Witness } from "./witness.ts"

const specs = Object.keys(keyPairSpecs) as KeyPairSpec[]
const larger: readonly KeyPairSpec[] = ["RSA_3072", "RSA_4096"]
const seed = new TextEncoder().encode("a seed for tests, nothing else")

/** Nothing that was secret is left: arrays are wiped, and memory holds none of what they held. */
function expectClean({ seen, memories, find }: Witness): void {
  expect(memories.length).toBeGreaterThan(0)
  expect(seen.length).toBeGreaterThan(0)
  expect(seen.filter(({ array }) => array.some((byte) => byte !== 0)).length).toBe(0)
  // Hundreds of candidates are drawn for a prime: the last ones stand for all.
  expect(find(seen.slice(-40).map(({ held }) => held))).toEqual([])
}

/** The secret numbers of a key, which are in none of the arrays that its maker has left. */
function secretsOf(pkcs8: Uint8Array): Uint8Array[] {
  const key = decodePrivateKey(pkcs8)
  switch (key.family) {
    case "rsa":
      return [
        key.privateExponent,
        key.prime1,
        key.prime2,
        key.exponent1,
        key.exponent2,
        key.coefficient,
      ]
    case "ec":
      return [key.scalar]
    case "edwards":
      return [key.privateKey]
  }
}

describe("After generateKeyPair", () => {
  test.each(specs)(
    "%s leaves its secrets in the private key alone, drawn or seeded",
    async (spec) => {
      const witness = createWitness()
      const core = createCore(witness.ports)
      // The larger RSA keys take seconds, and go the way of the smaller one.
      const smaller = [{}, { seed }, { method: "A.1.3" as const }]
      for (const options of larger.includes(spec) ? [{}] : smaller) {
        const { privateKey } = await core.generateKeyPair(spec, options)
        expect(witness.find(secretsOf(privateKey))).toEqual([])
        expectClean(witness)
      }
    },
  )
})

const abort = new AbortController()
/** How a generation ends in its middle, and what it is rejected with. */
const interruptions: Readonly<Record<string, GenerateKeyPairOptions>> = {
  "is aborted": { signal: abort.signal, pause: () => abort.abort(new Error("enough")) },
  "meets a pause that throws": {
    pause() {
      throw new Error("enough")
    },
  },
}

describe("An RSA generation that", () => {
  test.each(Object.entries(interruptions))(
    "%s leaves nothing, and the next one is right",
    async (_, options) => {
      const witness = createWitness()
      const core = createCore(witness.ports)
      await expect(core.generateKeyPair("RSA_4096", { seed, ...options })).rejects.toThrow("enough")
      expectClean(witness)
      const fresh = createCore({ ...createWitness().ports, random: systemRandom })
      const again = await core.generateKeyPair("RSA_2048", { seed })
      expect(again).toEqual(await fresh.generateKeyPair("RSA_2048", { seed }))
    },
  )
})

/** A pair on a curve takes one draw. */
const onCurves = specs
  .filter((spec) => keyPairSpecs[spec].family !== "rsa")
  .map((spec) => ({ spec, method: undefined, failsAfter: 0 }))
/** By A.1.6 the starting point of p follows four draws; by A.1.3 the first batch of candidates takes 64. */
const rsa = (["RSA_2048", "RSA_3072", "RSA_4096"] as const).flatMap((spec) => [
  { spec, method: "A.1.6" as const, failsAfter: 2 },
  { spec, method: "A.1.6" as const, failsAfter: 4 },
  { spec, method: "A.1.6" as const, failsAfter: 8 },
  { spec, method: "A.1.3" as const, failsAfter: 40 },
])

test.each([...onCurves, ...rsa])(
  "A source that fails in the middle of $spec $method, after $failsAfter draws, leaves nothing, and the next one is right",
  async ({ spec, method, failsAfter }) => {
    const witness = createWitness()
    let draws = 0
    const random = (length: number): Uint8Array => {
      if (draws++ === failsAfter) throw new Error("the source ran dry")
      return witness.ports.random(length)
    }
    const core = createCore({ ...witness.ports, random })
    await expect(core.generateKeyPair(spec, { method })).rejects.toThrow("ran dry")
    const next = larger.includes(spec) ? "RSA_2048" : spec
    expect(witness.seen.every(({ array }) => array.every((byte) => byte === 0))).toBe(true)
    const fresh = createCore(createWitness().ports)
    expect(await core.generateKeyPair(next, { seed })).toEqual(
      await fresh.generateKeyPair(next, { seed }),
    )
  },
)

test("The witness finds an array that is not wiped, and a secret that lies in memory", async () => {
  const witness = createWitness()
  const secret = witness.ports.random(32)
  await witness.ports.bignum("curves")
  expect(witness.find([secret])).toEqual([])
  expect(() => expectClean(witness)).toThrow()
  const [memory] = witness.memories
  new Uint8Array((memory as WebAssembly.Memory).buffer).set(secret.toReversed().subarray(3), 0x8001)
  expect(witness.find([secret])).toEqual([0])
})
