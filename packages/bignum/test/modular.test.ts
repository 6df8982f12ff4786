import { expect, test } from "vitest"
import { getWords, numberExam, putWords } from "./core-exam.ts"
import { commonDivisorOf, inverseOf } from "./oracle-primes.ts"
import { randomNumbers } from "./random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`
const sizes = [1024, 1536, 2048]
const e = 65537n

test("The high half of a product of words is that of BigInt", () => {
  const ends = [0n, 1n, 2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n]
  for (let i = 0; i < 200; i++) ends.push(numbers.below(2n ** 64n))
  for (const a of ends) {
    for (const b of ends.slice(0, 16)) {
      expect(BigInt.asUintN(64, core.productHigh(a, b)), label).toBe((a * b) >> 64n)
    }
  }
})

test("Exact division gives back a factor", () => {
  for (let i = 0; i < 300; i++) {
    const divisor = [1n, 2n ** 64n - 1n, e, numbers.below(2n ** 64n) | 1n][i % 4] as bigint
    const quotient = i % 5 === 0 ? 2n ** 1900n - 1n : numbers.below(2n ** 1900n)
    putWords(core, core.SCRATCH.value, quotient * divisor, 32)
    core.divideExact(core.SCRATCH.value, core.SCRATCH.value, divisor, 32)
    expect(getWords(core, core.SCRATCH.value, 32), label).toBe(quotient)
  }
})

test("Exact division of a negative number gives a negative number", () => {
  for (let i = 0; i < 50; i++) {
    const divisor = numbers.below(2n ** 52n) | 1n
    const quotient = -numbers.below(2n ** 1024n) - 1n
    putWords(core, core.SCRATCH.value, BigInt.asUintN(1280, quotient * divisor), 20)
    core.divideExact(core.SCRATCH.value, core.SCRATCH.value, divisor, 20)
    expect(BigInt.asIntN(1280, getWords(core, core.SCRATCH.value, 20)), label).toBe(quotient)
  }
})

for (const bits of sizes) {
  const words = bits / 64
  const limit = 2n ** BigInt(bits)

  /** What division steps answer, which is 1 when they came to an end. */
  function divisorOf(odd: bigint, other: bigint): bigint {
    putWords(core, core.SCRATCH.value, odd, words)
    putWords(core, core.SCRATCH_2.value, other, words)
    expect(
      core.commonDivisor(core.COMMON.value, core.SCRATCH.value, core.SCRATCH_2.value, bits),
    ).toBe(1)
    return getWords(core, core.COMMON.value, words)
  }

  test(`The common divisor of numbers of ${bits} bits is Euclid's`, () => {
    const pairs: [bigint, bigint][] = [
      [1n, 0n],
      [limit - 1n, 0n],
      [limit - 1n, limit - 1n],
      [limit - 1n, limit - 2n],
      [1n, limit - 1n],
      [limit / 2n + 1n, limit / 2n],
      [3n ** 600n, 3n ** 500n * 2n ** 100n],
    ]
    for (let i = 0; i < 20; i++) {
      const common = numbers.below(2n ** 200n) | 1n
      const rest = limit >> 200n
      pairs.push([common * (numbers.below(rest / 2n) * 2n + 1n), common * numbers.below(rest)])
      pairs.push([numbers.below(limit) | 1n, numbers.below(limit)])
    }
    for (const [odd, other] of pairs) {
      if (odd >= limit || other >= limit) continue
      expect(divisorOf(odd, other), `${odd} ${other}`).toBe(commonDivisorOf(odd, other))
    }
  })

  test(`The inverse of 65537 modulo numbers of ${bits} bits is Euclid's`, () => {
    const moduli = [limit - 1n, limit - 2n, limit / 2n, limit - 65536n, 2n * e + 1n, e - 1n, e + 1n]
    for (let i = 0; i < 100; i++) moduli.push(numbers.below(limit))
    for (const modulus of moduli) {
      if (modulus % e === 0n) continue
      putWords(core, core.LAMBDA.value, modulus, words)
      expect(core.invertExponent(core.SCRATCH.value, core.LAMBDA.value, words)).toBe(1)
      const inverse = getWords(core, core.SCRATCH.value, words + 1)
      expect(inverse, `${modulus}`).toBe(inverseOf(e, modulus))
    }
  })

  test(`The inverse of 65537 modulo its multiples of ${bits} bits is refused`, () => {
    for (let i = 0; i < 20; i++) {
      putWords(core, core.LAMBDA.value, e * numbers.below(limit / e), words)
      expect(core.invertExponent(core.SCRATCH.value, core.LAMBDA.value, words), label).toBe(0)
    }
  })
}

test("Shifts by every amount are those of BigInt", () => {
  for (let amount = 0; amount < 1024; amount += 1 + Number(numbers.below(9n))) {
    const value = numbers.below(2n ** 1024n)
    putWords(core, core.SCRATCH.value, value, 16)
    core.shiftRight(core.COMMON.value, core.SCRATCH.value, amount, 16)
    expect(getWords(core, core.COMMON.value, 16), label).toBe(value >> BigInt(amount))
    core.shiftLeft(core.COMMON.value, core.SCRATCH.value, amount, 16)
    expect(getWords(core, core.COMMON.value, 16), label).toBe(
      BigInt.asUintN(1024, value << BigInt(amount)),
    )
    putWords(
      core,
      core.SCRATCH.value,
      BigInt.asUintN(1024, ((value << 1n) | 1n) << BigInt(amount)),
      16,
    )
    expect(core.trailingZeros(core.SCRATCH.value, 16), label).toBe(amount)
  }
})
