import { createEngines, type EngineName } from "@keywright/bignum"
import { beforeAll, expect, test } from "vitest"
import ecdsa from "../../../vectors/det-keygen/ecdsa.json" with { type: "json" }
import rsa from "../../../vectors/det-keygen/rsa.json" with { type: "json" }
import { decodeBase64, encodeBase64 } from "../src/bytes/base64.ts"
import { createCore } from "../src/core.ts"
import { engines, generateKeyPair } from "../src/generate-key-pair.ts"
import { type KeyPair, toJwk } from "../src/key-pair.ts"
import { type KeyPairSpec, keyPairSpecs } from "../src/key-pair-specs.ts"
import { decodePrivateKey } from "../src/keys/private-key.ts"
import { decodePublicKey } from "../src/keys/public-key.ts"
import { systemRandom } from "../src/random/system-random.ts"
import { bigIntBignum } from "./big-int-bignum.ts"
import { hex } from "./hex.ts"

const specs = Object.keys(keyPairSpecs) as KeyPairSpec[]
const seed = new TextEncoder().encode("a seed for tests, nothing else")

const specOfCurve: Record<string, KeyPairSpec> = {
  secp256r1: "ECC_NIST_P256",
  secp384r1: "ECC_NIST_P384",
  secp521r1: "ECC_NIST_P521",
}
const answers = [
  ...rsa.map((answer) => ({ ...answer, spec: `RSA_${answer.bits}` as KeyPairSpec })),
  ...ecdsa.map((answer) => ({ ...answer, spec: specOfCurve[answer.curve] as KeyPairSpec })),
]

test.each(answers)("$spec from the seed $seed is det-keygen's, byte for byte", async (answer) => {
  const options = { seed: decodeBase64(answer.seed), method: "A.1.3" } as const
  const pair = await generateKeyPair(answer.spec, options)
  expect(encodeBase64(pair.privateKey)).toBe(answer.private_key_pkcs8)
})

test("One build runs, and it is the fma build unless that is refused", async () => {
  const reports = await engines()
  expect(reports.map(({ name }) => name)).toEqual(["fma", "portable"])
  expect(reports.filter(({ runs }) => runs)).toHaveLength(1)
  if (reports[1]?.runs) expect(reports[0]?.reason).toMatch(/round twice|does not load/)
})

/** The builds that pass their tests here. */
const builds: EngineName[] = []
for (const engine of ["portable", "fma"] as const) {
  const opened = createEngines({ engine }).open()
  await opened.then(
    () => builds.push(engine),
    () => undefined,
  )
}

test.each(specs)("%s from a seed is the same on every build that runs", async (spec) => {
  expect(builds).toContain("portable")
  for (const engine of builds) {
    const core = createCore({ bignum: createEngines({ engine }).open, random: systemRandom })
    expect(await core.generateKeyPair(spec, { seed }), engine).toEqual(
      await generateKeyPair(spec, { seed }),
    )
  }
})

test("RSA_2048 by A.1.3 from a seed is the same as by plain BigInt, and another key than by A.1.6", async () => {
  const slow = createCore({ bignum: bigIntBignum, random: systemRandom })
  const pair = await generateKeyPair("RSA_2048", { seed, method: "A.1.3" })
  expect(await slow.generateKeyPair("RSA_2048", { seed, method: "A.1.3" })).toEqual(pair)
  expect((await generateKeyPair("RSA_2048", { seed })).publicKey).not.toEqual(pair.publicKey)
})

test("The work of a search is counted, and the same seed takes the same candidates", async () => {
  const counts = () => ({ candidates: 0, filterCalls: 0, rounds: 0 })
  const [one, other] = [counts(), counts()]
  await generateKeyPair("RSA_2048", { seed, counts: one })
  await generateKeyPair("RSA_2048", { seed, counts: other })
  expect(other.candidates).toBe(one.candidates)
  expect(one.candidates).toBeGreaterThanOrEqual(2)
  expect(one.filterCalls).toBeLessThanOrEqual(one.candidates)
  expect(one.rounds).toBeGreaterThanOrEqual(10)
})

// BigInt would take seconds for the larger sizes: bignum holds their primes against its oracle.
test.each(specs.filter((spec) => spec !== "RSA_3072" && spec !== "RSA_4096"))(
  "%s from a seed is the same as by plain BigInt",
  async (spec) => {
    const slow = createCore({ bignum: bigIntBignum, random: systemRandom })
    expect(await generateKeyPair(spec, { seed })).toEqual(
      await slow.generateKeyPair(spec, { seed }),
    )
  },
)

test("The seed b432f9be30890480298218510559aed7 makes P-256 draw twice, and both engines agree", async () => {
  let multiplications = 0
  const counting = () => {
    const bignum = bigIntBignum()
    return {
      ...bignum,
      multiplyBase(...all: Parameters<typeof bignum.multiplyBase>) {
        multiplications++
        return bignum.multiplyBase(...all)
      },
    }
  }
  const rare = { seed: hex("b432f9be30890480298218510559aed7") }
  const slow = createCore({ bignum: counting, random: systemRandom })
  const pair = await slow.generateKeyPair("ECC_NIST_P256", rare)
  expect(multiplications).toBe(2)
  expect(await generateKeyPair("ECC_NIST_P256", rare)).toEqual(pair)
})

test("Curves that take turns on one instance leave nothing behind for each other", async () => {
  const slow = createCore({ bignum: bigIntBignum, random: systemRandom })
  const onCurves = specs.filter((spec) => keyPairSpecs[spec].family !== "rsa")
  for (const before of onCurves) {
    for (const spec of onCurves) {
      const own = { seed: new TextEncoder().encode(`a seed of ${spec} after ${before}`) }
      await generateKeyPair(before)
      expect(await generateKeyPair(spec, own)).toEqual(await slow.generateKeyPair(spec, own))
    }
  }
})

const pairs = {} as Record<KeyPairSpec, KeyPair>
beforeAll(async () => {
  // All at once: calls may overlap.
  const made = await Promise.all(specs.map((spec) => generateKeyPair(spec)))
  for (const pair of made) pairs[pair.spec] = pair
})

test.each(specs)("The halves of %s are of one pair and of the size its name says", (spec) => {
  const row = keyPairSpecs[spec]
  const secret = decodePrivateKey(pairs[spec].privateKey)
  const open = decodePublicKey(pairs[spec].publicKey)
  expect([secret.family, open.family]).toEqual([row.family, row.family])
  if (row.family === "rsa" && secret.family === "rsa" && open.family === "rsa") {
    expect(open.modulus).toEqual(secret.modulus)
    expect(open.modulus).toHaveLength(row.modulusBits / 8)
    expect((open.modulus[0] as number) >= 0x80).toBe(true)
  }
  if (secret.family === "ec" && open.family === "ec") {
    expect(open).toEqual({
      family: "ec",
      curve: row.family === "ec" && row.curve,
      point: secret.point,
    })
  }
})

const webCryptoAlgorithms = [
  ["RSA_2048", { name: "RSASSA-PKCS1-v1_5", hash: "SHA-256" }],
  ["RSA_3072", { name: "RSA-PSS", hash: "SHA-256", saltLength: 32 }],
  ["ECC_NIST_P256", { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" }],
  ["ECC_NIST_P384", { name: "ECDSA", namedCurve: "P-384", hash: "SHA-384" }],
  ["ECC_NIST_EDWARDS25519", { name: "Ed25519" }],
] as const

test.each(webCryptoAlgorithms)(
  "The platform's WebCrypto takes %s as DER and as JWK; what one signs the other verifies",
  async (spec, algorithm) => {
    const { privateKey, publicKey } = pairs[spec]
    const message = new TextEncoder().encode("signed")
    const der = {
      sign: await crypto.subtle.importKey("pkcs8", privateKey as BufferSource, algorithm, false, [
        "sign",
      ]),
      verify: await crypto.subtle.importKey("spki", publicKey as BufferSource, algorithm, false, [
        "verify",
      ]),
    }
    const jwks = toJwk(pairs[spec])
    const jwk = {
      sign: await crypto.subtle.importKey("jwk", jwks.privateKey, algorithm, false, ["sign"]),
      verify: await crypto.subtle.importKey("jwk", jwks.publicKey, algorithm, false, ["verify"]),
    }
    for (const [signer, verifier] of [
      [der.sign, jwk.verify],
      [jwk.sign, der.verify],
    ] as const) {
      const signature = await crypto.subtle.sign(algorithm, signer, message)
      expect(await crypto.subtle.verify(algorithm, verifier, signature, message)).toBe(true)
      expect(await crypto.subtle.verify(algorithm, verifier, signature, message.subarray(1))).toBe(
        false,
      )
    }
  },
)

test("While RSA_4096 is made, the event loop goes on", async () => {
  let ticks = 0
  const ticking = setInterval(() => ticks++)
  try {
    await generateKeyPair("RSA_4096", { seed })
  } finally {
    clearInterval(ticking)
  }
  expect(ticks).toBeGreaterThan(2)
})

test("An abort in the middle of a search ends it, and the next call finds everything in order", async () => {
  const controller = new AbortController()
  let pauses = 0
  const pause = () => {
    pauses += 1
    if (pauses === 3) controller.abort("enough")
  }
  const generating = generateKeyPair("RSA_4096", { seed, signal: controller.signal, pause })
  await expect(generating).rejects.toBe("enough")
  expect(pauses).toBe(3)
  const [answer] = answers
  const known = { seed: decodeBase64(answer?.seed ?? ""), method: "A.1.3" } as const
  const pair = await generateKeyPair("RSA_2048", known)
  expect(encodeBase64(pair.privateKey)).toBe(answer?.private_key_pkcs8)
})
