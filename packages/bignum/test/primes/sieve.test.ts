import { expect, test } from "vitest"
import { numberExam } from "../core-exam.ts"
import { firstPrimeFrom, modulo } from "../oracle-auxiliary.ts"
import { bytesOf, inverseOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"

const core = numberExam()
const numbers = randomNumbers()
const label = `seed ${numbers.seed}`

const sizes = [
  { bits: 1024, length: 18, end: 2 ** 17 },
  { bits: 1536, length: 22, end: 2 ** 19 },
  { bits: 2048, length: 26, end: 2 ** 20 },
]

interface Window {
  readonly Y: bigint
  readonly D: bigint
  readonly first: number
  readonly size: number
}

function survivors({ Y, D, first, size }: Window, bits: number, length: number): number[] {
  const memory = new Uint8Array(core.memory.buffer)
  memory.set(bytesOf(Y, bits / 8), core.START.value)
  memory.set(bytesOf(D, 2 * length + 1), core.STEP.value)
  const count = core.sieveProgression(bits, length, first, size)
  return [...new Uint16Array(core.memory.buffer, core.SURVIVORS.value, count)]
}

/** Strikes out by plain division: for each prime p the t with Y + t D = 0 mod p, and Y + t D = 1 mod 65537. */
function survivorsSlowly({ Y, D, first, size }: Window, end: number): number[] {
  const struck = new Uint8Array(size)
  function strike(p: number, residue: bigint): void {
    const P = BigInt(p)
    const start = Y + BigInt(first) * D - residue
    let t = Number(modulo(-start * inverseOf(modulo(D, P), P), P))
    for (; t < size; t += p) struck[t] = 1
  }
  core.listSievePrimes(end)
  for (let i = 0; core.sievePrime(i) < end; i++) strike(core.sievePrime(i), 0n)
  strike(65537, 1n)
  return [...struck.keys()].filter((t) => struck[t] === 0)
}

/** Numbers left that only a prime at the end of the last, filled up group divides are struck out too: it is a prime as well. */
function differences(fast: readonly number[], slow: readonly number[]): number {
  const kept = new Set(fast)
  expect(fast.filter((t) => !slow.includes(t))).toEqual([])
  return slow.filter((t) => !kept.has(t)).length
}

test.each(sizes)(
  "A window of numbers of $bits bits is struck out as plain division does it",
  ({ bits, length, end }) => {
    const half = 2n ** BigInt(8 * length - 1)
    const auxiliary = () => firstPrimeFrom(half + (numbers.below(half / 2n) | 1n), length)
    const odd = (value: bigint) => value | 1n
    const top = 2n ** BigInt(bits)
    const random = (): Window => ({
      Y: odd(top / 2n + numbers.below(top / 4n)),
      D: 2n * auxiliary() * auxiliary(),
      first: 0,
      size: 4 * bits,
    })
    const windows: Window[] = [
      random(),
      { ...random(), first: 4 * bits },
      { ...random(), first: 1, size: 100 },
      { ...random(), Y: top - 2n ** BigInt(bits - 20) - 1n },
      { ...random(), Y: top / 2n + 1n, size: 1000 },
      { ...random(), D: 2n * (2n ** BigInt(16 * length) - 1n) },
    ]
    for (const window of windows) {
      const fast = survivors(window, bits, length)
      expect(differences(fast, survivorsSlowly(window, end)), label).toBeLessThan(3)
      expect([...fast].sort((a, b) => a - b)).toEqual(fast)
    }
  },
)

test.each(sizes)(
  "About 2 / (e^gamma ln B) of the numbers of $bits bits are left",
  ({ bits, length, end }) => {
    const half = 2n ** BigInt(8 * length - 1)
    let left = 0
    for (let i = 0; i < 20; i++) {
      const D = 2n * firstPrimeFrom((half + (numbers.below(half) >> 1n)) | 1n, length) * (half + 1n)
      const Y = (2n ** BigInt(bits - 1) + numbers.below(2n ** BigInt(bits - 2))) | 1n
      left += survivors({ Y, D, first: 0, size: 4 * bits }, bits, length).length
    }
    const share = left / (20 * 4 * bits)
    const expected = (2 * Math.exp(-0.5772156649)) / Math.log(end)
    // Some 8000 numbers are left: 10 % is nine standard deviations.
    expect(share / expected, label).toBeGreaterThan(0.9)
    expect(share / expected, label).toBeLessThan(1.1)
  },
)
