import { describe, expect, test } from "vitest"
import { examined, getDigits, lanesOf, numberExam, putDigits, putWords } from "./core-exam.ts"
import { bytesOf, powerOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"

const numbers = randomNumbers()
const label = `seed ${numbers.seed}`
const wordsBytes = 576

/** Odd moduli of many lengths, two of each: they take turns in the lanes. */
const pairs: (readonly [bigint, bigint])[] = [
  [5n, 7n],
  [2n ** 52n - 1n, 2n ** 51n + 1n],
  [2n ** 64n - 1n, 2n ** 63n + 1n],
  [2n ** 1024n - 1n, 2n ** 1023n + 1n],
  [2n ** 1536n - 1n, 2n ** 1535n + 1n],
  [2n ** 2048n - 1n, 2n ** 2047n + 1n],
]
for (const bits of [8n, 53n, 127n, 1000n, 1024n, 1025n, 1536n, 1537n, 2048n]) {
  const odd = () => 2n ** (bits - 1n) + numbers.below(2n ** (bits - 2n)) * 2n + 1n
  pairs.push([odd(), odd()])
}

/** A number as balanced digits, and zeros above it: kernels read one more than they count. */
function balanced(value: bigint): bigint[] {
  return Array.from({ length: 42 }, () => {
    const digit = BigInt.asIntN(52, value)
    value = (value - digit) >> 52n
    return digit
  })
}

/** 2^((p - 1) / 2) is 1 or -1 modulo p; asked for each number once. */
function passesSlowly(value: bigint): boolean {
  const told = passing.get(value)
  if (told !== undefined) return told
  const power = powerOf(2n, value >> 1n, value)
  const passes = power === 1n || power === value - 1n
  passing.set(value, passes)
  return passes
}
const passing = new Map<bigint, boolean>()

describe.each(examined)("The %s build", (build) => {
  const core = numberExam(build)

  /** Sets up all lanes for numbers of the same length. */
  function setUp(moduli: readonly bigint[]): { bits: number; count: number; radix: bigint } {
    const bits = (moduli[0] as bigint).toString(2).length
    const count = core.digitsFor(bits)
    core.wipe()
    moduli.forEach((modulus, lane) => {
      putWords(core, core.PRIME.value + lane * wordsBytes, modulus, 70)
      core.setModulus(lane, bits, count, 1n)
      core.setOne(lane, bits, count)
    })
    return { bits, count, radix: 2n ** BigInt(52 * count) }
  }

  for (const two of pairs) {
    const name = `${two[0].toString(2).length} bits, ${two.map((m) => m.toString(16).slice(-6))}`
    const moduli = lanesOf(core).map((lane) => two[lane % 2] as bigint)

    test(`A modulus becomes a multiple that is -1 modulo 2^52: ${name}`, () => {
      const { count, radix } = setUp(moduli)
      moduli.forEach((modulus, lane) => {
        const cofactor = new DataView(core.memory.buffer).getBigUint64(
          core.COFACTOR_WORD.value + 8 * lane,
          true,
        )
        const m = getDigits(core, { pack: core.MODULUS.value, lane }, count) * 2n ** 52n - 1n
        expect(cofactor < 2n ** 52n, label).toBe(true)
        expect(m, label).toBe(modulus * cofactor)
        expect(getDigits(core, { pack: core.ONE.value, lane }, count), label).toBe(radix % modulus)
      })
    })

    test(`Signs tell 1, -1, 0 and everything else apart: ${name}`, () => {
      const { count, radix } = setUp(moduli)
      const values = [0n, 1n, -1n, 2n, -2n, 3n]
      const meaning = (value: bigint) =>
        value === 1n ? 1 : value === -1n ? 2 : value === 0n ? 4 : 0
      for (const first of values) {
        for (const second of values) {
          if (moduli[0] === 5n && [first, second].some((value) => value * value > 1n)) continue
          const inLanes = [first, second, second, first].slice(0, core.lanes)
          inLanes.forEach((value, lane) => {
            const modulus = moduli[lane] as bigint
            const form = ((value * radix) % modulus) + (value === 0n ? modulus : 0n)
            putDigits(core, { pack: core.VALUE.value, lane }, balanced(form))
          })
          const expected = inLanes.reduce(
            (all, value, lane) => all | (meaning(value) << (3 * lane)),
            0,
          )
          expect(core.signs(core.VALUE.value, count)).toBe(expected)
        }
      }
    })

    test(`Powers with an exponent in each lane are those of BigInt: ${name}`, () => {
      const { bits, count, radix } = setUp(moduli)
      const limit = 2n ** BigInt(bits)
      for (const exponents of [
        [0n, limit - 1n, 1n, limit / 3n],
        [1n, 0n, limit - 1n, limit / 2n],
        Array.from({ length: 4 }, () => numbers.below(limit)),
      ]) {
        const bases = moduli.map((modulus) => numbers.below(modulus))
        bases.forEach((base, lane) => {
          const form = (base * radix) % (moduli[lane] as bigint)
          putDigits(core, { pack: core.BASE.value, lane }, balanced(form))
          const at = core.EXPONENT.value + lane * wordsBytes
          putWords(core, at, exponents[lane] as bigint, 70)
        })
        core.power(bits, count)
        bases.forEach((base, lane) => {
          const modulus = moduli[lane] as bigint
          const expected = (powerOf(base, exponents[lane] as bigint, modulus) * radix) % modulus
          const result = getDigits(core, { pack: core.VALUE.value, lane }, count)
          expect((((result - expected) % modulus) + modulus) % modulus, label).toBe(0n)
        })
      }
    })
  }

  /** Each 2^bits less `below` is prime. */
  for (const [bits, below] of [
    [1024, 105],
    [1536, 3453],
    [2048, 1557],
  ] as const) {
    test(`The filter lets pass what Euler's criterion does: ${bits} bits`, () => {
      const limit = 2n ** BigInt(bits)
      // 2^e - 1 with a composite e is no prime and often passes; 2^1279 - 1 is prime but not of this length.
      const values = [
        limit - 1n,
        limit / 2n + 1n,
        3n * (limit / 4n) + 1n,
        limit - limit / 1024n + 1n,
        limit - 3n,
        ...Array.from({ length: 5 }, () => limit / 2n + (numbers.below(limit / 4n) * 2n + 1n)),
        limit - BigInt(below),
      ]
      const memory = new Uint8Array(core.memory.buffer)
      values.forEach((_, i) => {
        for (let count = 1; count <= core.lanes; count++) {
          const inLanes = lanesOf(core).map(
            (lane) => values[(i + 3 * lane) % values.length] as bigint,
          )
          for (const [lane, value] of inLanes.entries()) {
            memory.set(bytesOf(value, bits / 8), core.INPUT.value + lane * core.BYTES_SIZE.value)
          }
          const answer = core.filter(bits, count)
          const asked = inLanes.slice(0, count)
          expect(
            asked.map((_, lane) => Boolean((answer >> lane) & 1)),
            `${asked}`,
          ).toEqual(asked.map((value) => passesSlowly(value)))
        }
      })
    })
  }
})
