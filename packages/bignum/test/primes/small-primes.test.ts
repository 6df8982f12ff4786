import { expect, test } from "vitest"
import { numberExam } from "../core-exam.ts"
import { isPrime } from "../oracle-primes.ts"

const core = numberExam()
const view = new DataView(core.memory.buffer)
const count = 2463

/** Oracle: the odd primes below 22000, each held against all before it. */
const primes: number[] = []
for (let value = 3; value < 22000; value += 2) {
  if (primes.every((prime) => value % prime !== 0)) primes.push(value)
}

test("The table holds the odd primes below 22000", () => {
  core.buildSmallPrimes(192)
  expect(Array.from({ length: count }, (_, i) => core.prime(i))).toEqual(primes)
  expect(core.prime(count)).toBe(3)
})

test("The rows of the table are the powers of 2^11 modulo each prime, balanced", () => {
  core.buildSmallPrimes(192)
  for (const [row, prime] of [...primes, 3].entries()) {
    const half = (prime - 1) / 2
    for (let i = 0, residue = 1; i < 192; i++, residue = (residue * 2048) % prime) {
      const balanced = residue > half ? residue - prime : residue
      const stored = view.getInt16(core.RESIDUES.value + row * core.ROW_SIZE.value + 2 * i, true)
      if (stored !== balanced) expect(stored, `2^(11 * ${i}) modulo ${prime}`).toBe(balanced)
    }
  }
})

test("Sums of products with the table's residues stay below 2^31", () => {
  // One digit more than 2048 bits have, each at the end of its range.
  const digits = Math.ceil(2048 / 11) * 2 ** 10
  expect(digits * ((Math.max(...primes) - 1) / 2)).toBeLessThan(2 ** 31)
})

test("The inverses and largest multiples of four primes lie side by side", () => {
  core.buildSmallPrimes(8)
  for (const [i, prime] of primes.entries()) {
    const at = core.GROUPS.value + 48 * (i >> 2) + 4 * (i & 3)
    const inverse = view.getUint32(at + 16, true)
    expect(Math.imul(inverse, prime)).toBe(1)
    expect(view.getUint32(at + 32, true)).toBe(Math.floor((2 ** 31 - 1) / prime))
  }
})

test("Numbers below the square of 22003 are told exactly", () => {
  const squares = [3, 5, 149, 11987, 21997].map((prime) => prime * prime)
  for (const centre of [0, ...squares, 21991 * 21997, 22003 * 22003 - 101]) {
    for (let value = Math.max(0, centre - 100); value < centre + 100; value++) {
      expect(Boolean(core.isSmallPrimeVarTime(value)), `${value}`).toBe(isPrime(BigInt(value)))
    }
  }
})
