import { expect, test } from "vitest"
import { numberExam, putWords } from "../core-exam.ts"
import { firstPrimeFrom } from "../oracle-auxiliary.ts"
import { inverseOf, passesRound, powerOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`
const lanes = [0, 1, 2, 3] as const
const sizes = [128, 144, 176, 208]

const limbsOf = (bits: number) => core.narrowLimbs(bits)
const radixOf = (bits: number) => 2n ** BigInt(28 * limbsOf(bits))

/** Limbs of 28 bits, each number in its lane. */
function put(quad: number, values: readonly bigint[], bits: number): void {
  const view = new DataView(core.memory.buffer)
  values.forEach((value, lane) => {
    for (let i = 0; i < limbsOf(bits); i++) {
      const limb = Number((value >> BigInt(28 * i)) & 0xfffffffn)
      view.setUint32(quad + 16 * i + 4 * lane, limb, true)
    }
  })
}

function get(quad: number, bits: number): bigint[] {
  const view = new DataView(core.memory.buffer)
  return lanes.map((lane) => {
    let value = 0n
    for (let i = limbsOf(bits) - 1; i >= 0; i--) {
      const limb = view.getUint32(quad + 16 * i + 4 * lane, true)
      expect(limb).toBeLessThan(2 ** 28)
      value = (value << 28n) | BigInt(limb)
    }
    return value
  })
}

/** Odd numbers of exactly so many bits, in groups of four: the ends of the range, long runs, and random ones. */
function moduliOf(bits: number): bigint[][] {
  const half = 2n ** BigInt(bits - 1)
  const ends = [half + 1n, 2n * half - 1n, half + 2n ** 60n - 1n, 2n * half - 2n ** 60n + 1n]
  const random = () => half + (numbers.below(half) | 1n)
  return [ends, ...[1, 2, 3].map(() => lanes.map(random))]
}

function setModuli(moduli: readonly bigint[], bits: number): void {
  moduli.forEach((modulus, lane) => {
    putWords(core, core.SCRATCH.value, modulus, 4)
    core.setNarrowCandidate(lane, core.SCRATCH.value, limbsOf(bits))
  })
  core.setNarrowModuli(bits, limbsOf(bits))
}

/** Puts numbers into the quad of the bases, in Montgomery form. */
function putBases(bases: readonly bigint[], moduli: readonly bigint[], bits: number): void {
  const forms = bases.map((base, lane) => (base * radixOf(bits)) % (moduli[lane] as bigint))
  put(core.NARROW_BASE.value, forms, bits)
}

test.each(sizes)("1 and -1 in Montgomery form are those of every modulus of %d bits", (bits) => {
  for (const moduli of moduliOf(bits)) {
    setModuli(moduli, bits)
    const ones = moduli.map((m) => radixOf(bits) % m)
    expect(get(core.NARROW_ONE.value, bits), label).toEqual(ones)
    const minusOnes = moduli.map((m) => m - (radixOf(bits) % m))
    expect(get(core.NARROW_MINUS_ONE.value, bits), label).toEqual(minusOnes)
  }
})

/** What is multiplied: both ends, and anything between. */
const factors: readonly ((m: bigint) => bigint)[] = [
  () => 0n,
  () => 1n,
  (m) => m - 1n,
  (m) => m,
  (m) => 2n * m - 1n,
  (m) => numbers.below(2n * m),
]

test.each(sizes)("Products modulo numbers of %d bits are right, and below twice them", (bits) => {
  const out = core.NARROW_VALUE.value
  for (const moduli of moduliOf(bits)) {
    setModuli(moduli, bits)
    const inverses = moduli.map((m) => inverseOf(radixOf(bits) % m, m))
    for (const one of factors) {
      for (const other of factors) {
        const [a, b] = [moduli.map(one), moduli.map(other)]
        put(core.NARROW_BASE.value, a, bits)
        put(out, b, bits)
        core.narrowMultiply(out, core.NARROW_BASE.value, out, limbsOf(bits))
        expect(
          get(out, bits).every((product, lane) => product < 2n * (moduli[lane] as bigint)),
          label,
        ).toBe(true)
        core.narrowCanonical(out, limbsOf(bits))
        const expected = moduli.map((m, lane) => {
          return ((a[lane] as bigint) * (b[lane] as bigint) * (inverses[lane] as bigint)) % m
        })
        expect(get(out, bits), label).toEqual(expected)
      }
    }
  }
})

test.each(sizes)("The largest base for %d bits times 1 is below twice the modulus", (bits) => {
  for (const moduli of moduliOf(bits)) {
    setModuli(moduli, bits)
    const base = 2n ** BigInt(bits + 16) - 1n
    put(core.NARROW_BASE.value, [base, base, base, base], bits)
    const out = core.NARROW_BASE.value
    core.narrowMultiply(out, out, core.NARROW_ONE.value, limbsOf(bits))
    get(out, bits).forEach((reduced, lane) => {
      const m = moduli[lane] as bigint
      expect(reduced < 2n * m, label).toBe(true)
      expect(reduced % m, label).toBe(base % m)
    })
  }
})

test.each(sizes)("Powers modulo numbers of %d bits are the oracle's, lane by lane", (bits) => {
  const count = limbsOf(bits)
  const top = 2n ** BigInt(bits)
  for (const moduli of moduliOf(bits)) {
    setModuli(moduli, bits)
    const bases = moduli.map((m) => numbers.below(m))
    const exponents = [numbers.below(top), 0n, 1n, top - 1n]
    exponents.forEach((exponent, lane) => {
      const at = core.NARROW_EXPONENTS.value + lane * core.NARROW_WORDS_SIZE.value
      putWords(core, at, exponent, 4)
    })
    putBases(bases, moduli, bits)
    core.narrowPower(bits, count)
    core.narrowCanonical(core.NARROW_VALUE.value, count)
    const expected = moduli.map((m, lane) => {
      const power = powerOf(bases[lane] as bigint, exponents[lane] as bigint, m)
      return (power * radixOf(bits)) % m
    })
    expect(get(core.NARROW_VALUE.value, bits), label).toEqual(expected)
  }
})

const half = 2n ** 143n
/** A number of 144 bits that is 1 modulo 2^twos. */
const oneModulo = (twos: bigint) => half + numbers.below(2n ** (140n - twos)) * 2n ** twos + 1n

function primeWith(twos: bigint): bigint {
  let value = oneModulo(twos)
  while (firstPrimeFrom(value, 18) !== value) value += 2n ** twos
  return value
}

test.each([1n, 2n, 15n, 16n, 17n, 40n, 100n])(
  "A round of Miller-Rabin is the oracle's, where 2^%d divides the number less one",
  (twos) => {
    const bits = 144
    for (let i = 0; i < 5; i++) {
      const moduli = [primeWith(1n), primeWith(twos), oneModulo(twos), oneModulo(1n) + 2n]
      setModuli(moduli, bits)
      const bases = moduli.map((m) => 2n + numbers.below(m - 3n))
      putBases(bases, moduli, bits)
      const expected = moduli.map((m, lane) => passesRound(m, bases[lane] as bigint))
      const passed = core.narrowMillerRabin(bits, limbsOf(bits))
      expect(
        lanes.map((lane) => ((passed >> lane) & 1) === 1),
        label,
      ).toEqual(expected)
      expect(expected.slice(0, 2)).toEqual([true, true])
    }
  },
)
