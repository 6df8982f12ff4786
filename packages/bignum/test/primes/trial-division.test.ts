import { expect, test } from "vitest"
import { numberExam } from "../core-exam.ts"
import { bytesOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`

/** Euclid's way to see all small primes at once: the product of the odd primes below 22000. */
const primes: bigint[] = []
for (let value = 3n; value < 22000n; value += 2n) {
  let divisor = 3n
  while (divisor * divisor <= value && value % divisor !== 0n) divisor += 2n
  if (divisor * divisor > value) primes.push(value)
}
const survivesSlowly = (value: bigint) => primes.every((prime) => value % prime !== 0n)

function survives(values: readonly bigint[], bits: number): boolean[] {
  const memory = new Uint8Array(core.memory.buffer)
  values.forEach((value, i) => {
    memory.set(bytesOf(value, bits / 8), core.CANDIDATES.value + (i * bits) / 8)
  })
  core.divideCandidates(bits / 8, values.length)
  return values.map((_, i) => memory[core.SURVIVES.value + i] === 1)
}

for (const bits of [1024, 1536, 2048]) {
  const limit = 2n ** BigInt(bits)

  test(`Random candidates of ${bits} bits survive exactly if no small prime divides them`, () => {
    const values = Array.from({ length: 64 }, () => numbers.below(limit) | 1n)
    expect(survives(values, bits), label).toEqual(values.map(survivesSlowly))
  })

  test(`Candidates of ${bits} bits with one small factor are seen, whichever prime it is`, () => {
    // Multiples of nothing but one of the primes: a co-factor that survives itself.
    let cofactor = limit / 44000n - (numbers.below(2n ** 64n) * 2n + 1n)
    while (!survivesSlowly(cofactor)) cofactor -= 2n
    expect(survives([cofactor], bits), label).toEqual([true])
    for (let start = 0; start < primes.length; start += 64) {
      const some = primes.slice(start, start + 64)
      const answer = survives(
        some.map((prime) => prime * cofactor),
        bits,
      )
      expect(answer, `primes from ${some[0]}, ${label}`).toEqual(some.map(() => false))
    }
  })

  test(`Candidates of ${bits} bits at the ends of their range, and of extreme digits, are told apart`, () => {
    // 0x400 and 0x3ff in every digit of 11 bits: the largest and smallest sums.
    const repeat = (digit: bigint) => {
      let value = 0n
      for (let i = 0; i < bits; i += 11) value |= digit << BigInt(i)
      return value % limit
    }
    const values = [1n, 3n, 21997n, 22003n, limit - 1n, limit / 2n + 1n]
    for (const digit of [0x3ffn, 0x400n, 0x7ffn, 0x401n]) values.push(repeat(digit) | 1n)
    values.push(...[1n, 3n, 5n, 7n, 9n, 11n].map((less) => limit - less))
    expect(survives(values, bits)).toEqual(values.map(survivesSlowly))
  })
}
