import { loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { describe, expect, test } from "vitest"
import liars from "../../../../vectors/adversarial/max-liar-composites.json" with { type: "json" }
import pseudoprimes from "../../../../vectors/adversarial/small-pseudoprimes.json" with {
  type: "json",
}
import boringssl from "../../../../vectors/boringssl/miller_rabin_tests.txt?raw"
import botan from "../../../../vectors/botan/isprime.vec?raw"
import { examined, lanesOf, type NumberExam, numberExam } from "../core-exam.ts"
import { bytesOf, passesRound } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"
import { random } from "../streams.ts"

const bignum = loadBignum(portable)
const numbers = randomNumbers()

/** One round for each base: whether it accepts, or that it refuses the base. */
function roundsOf(
  core: NumberExam,
  w: bigint,
  bases: readonly bigint[],
): (boolean | "base refused")[] {
  const bits = w.toString(2).length
  const length = Math.ceil(bits / 8)
  const radix = 2n ** BigInt(52 * core.digitsFor(bits))
  const memory = new Uint8Array(core.memory.buffer)
  memory.set(bytesOf(w, length), core.INPUT.value)
  bases.forEach((base, lane) => {
    // The core takes bases in Montgomery form.
    const form = bytesOf((base * radix) % w, length + 6)
    memory.set(form, core.BASE_BYTES.value + lane * core.BYTES_SIZE.value)
  })
  const answer = core.millerRabin(bits, bits, bases.length)
  return bases.map((_, lane) =>
    (answer >> (8 + lane)) & 1 ? "base refused" : ((answer >> lane) & 1) === 1,
  )
}

const vectors = [...boringssl.matchAll(/Result = (\w+)\nW = (\w+)\nB = (\w+)/g)].map(
  ([, result, w, b]) => ({ result, w: BigInt(`0x${w}`), b: BigInt(`0x${b}`) }),
)

describe.each(examined)("A call of the %s build", (build) => {
  const core = numberExam(build)
  const rounds = (w: bigint, bases: readonly bigint[]) => roundsOf(core, w, bases)

  test("tells that BoringSSL's witnesses prove their numbers composite, and the other bases do not", () => {
    expect(vectors.length).toBe(72)
    for (const { result, w, b } of vectors) {
      const useless = b === 1n || b === w - 1n
      const expected = useless ? "base refused" : result === "PossiblyPrime"
      for (let place = 0; place < core.lanes; place++) {
        // The other lanes have bases of their own.
        const bases = lanesOf(core).map((lane) => (lane === place ? b : 2n + numbers.below(w - 3n)))
        expect(rounds(w, bases), `${w} ${bases}`).toEqual(
          bases.map((base, lane) => (lane === place ? expected : passesRound(w, base))),
        )
      }
    }
  })

  test("refuses bases that are 0", () => {
    for (const w of [7n, 2n ** 89n - 1n, 2n ** 2048n - 1n]) {
      expect(rounds(w, [0n, w])).toEqual(["base refused", "base refused"])
    }
  })

  test("tells of small odd numbers what the oracle does, base by base", () => {
    for (const w of [9n, 15n, 25n, 49n, 65n, 91n, 561n, 2047n]) {
      for (let base = 2n; base < w - 1n && base < 60n; base++) {
        const bases = lanesOf(core).map((lane) => 2n + ((base - 2n + BigInt(lane)) % (w - 3n)))
        expect(rounds(w, bases), `${w} ${base}`).toEqual(bases.map((b) => passesRound(w, b)))
      }
    }
  })

  test("takes as many squarings as a high power of two in the number less one asks for", () => {
    // 3 * 2^189 + 1: almost every base runs through many squarings before it meets -1.
    const w = 3n * 2n ** 189n + 1n
    for (let i = 0; i < 10; i++) {
      const bases = lanesOf(core).map(() => numbers.below(w - 3n) + 2n)
      expect(rounds(w, bases), `seed ${numbers.seed}`).toEqual(bases.map(() => true))
    }
  })
})

const hex = (text: string) => BigInt(`0x${text}`)
const bytesOfLiar = (n: string) => bytesOf(hex(n), n.length / 2)

for (const { n, bits, factors } of liars) {
  const [small = 0n, large = 0n] = factors.map(hex)

  test(`One round accepts about a quarter of the time the worst of ${bits} bits, ${n.slice(0, 8)}`, async () => {
    expect(small * large).toBe(hex(n))
    expect(large).toBe(2n * small - 1n)
    let accepted = 0
    for (let i = 0; i < 400; i++) {
      if (await bignum.isProbablePrime(bytesOfLiar(n), 1, random)) accepted++
    }
    // A share of 1/4 lies outside 0.12 .. 0.38 once in 10^8 runs.
    expect(accepted / 400).toBeGreaterThan(0.12)
    expect(accepted / 400).toBeLessThan(0.38)
  })

  test(`24 rounds refuse the worst of ${bits} bits, ${n.slice(0, 8)}`, async () => {
    for (let i = 0; i < 50; i++) {
      expect(await bignum.isProbablePrime(bytesOfLiar(n), 24, random)).toBe(false)
    }
  })
}

const composites = [
  ...pseudoprimes.strongPseudoprimesBase2,
  ...pseudoprimes.strongLucasPseudoprimes,
  ...pseudoprimes.carmichael,
  ...pseudoprimes.psi.map(({ n }) => n),
  ...pseudoprimes.primeSquares,
  ...pseudoprimes.trivial.composite,
].map(BigInt)

test("Pseudoprimes of every kind, and squares of primes, are refused", async () => {
  expect(composites.length).toBeGreaterThan(90)
  for (const composite of composites) {
    const bytes = bytesOf(composite, 256)
    expect(await bignum.isProbablePrime(bytes, 24, random), `${composite}`).toBe(false)
  }
})

test("The primes next to powers of two are found, and nothing between", async () => {
  for (const { bits, smallestPrimeAbove, largestPrimeBelow } of pseudoprimes.primesNearPow2) {
    const power = 2n ** BigInt(bits)
    const [below, above] = [power - BigInt(largestPrimeBelow), power + BigInt(smallestPrimeAbove)]
    if (above >= 2n ** 2048n) continue
    for (let value = below; value <= above; value += 2n) {
      const answer = await bignum.isProbablePrime(bytesOf(value, 256), 12, random)
      expect(answer, `${value}`).toBe(value === below || value === above)
    }
  }
})

for (const [section, expected] of [
  ["Prime", true],
  ["NonPrime", false],
] as const) {
  test(`Botan's numbers under ${section} are told as ${expected ? "prime" : "composite"}`, async () => {
    const body = botan.split(`[${section}]`)[1]?.split("[")[0] ?? ""
    const values = [...body.matchAll(/^X = (\w+)/gm)].map(([, value = ""]) => BigInt(value))
    expect(values.length).toBeGreaterThan(15)
    for (const value of values) {
      const label = value.toString(16)
      expect(await bignum.isProbablePrime(bytesOf(value, 256), 24, random), label).toBe(expected)
    }
  })
}
