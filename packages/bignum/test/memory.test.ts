import { describe, expect, test } from "vitest"
import { examined, numberExam } from "./core-exam.ts"
import { type BuildName, curveIndex, type ExamExports } from "./curves/exam-core.ts"
import { curveNames } from "./oracle-curves.ts"

/** What tables of primes are made by. */
interface PrimeTables {
  buildSmallPrimes(halfwords: number): void
  listSievePrimes(end: number): number
}

const CURVES = 0x60000
const PRIMES = 0x80000
const PRIMES_END = 0x1d0000

describe.each(examined)("The memory of the %s build", (build: BuildName) => {
  const fresh = () => numberExam(build) as unknown as ExamExports & PrimeTables
  const bytesOf = (core: ExamExports, start: number, end?: number) =>
    new Uint8Array(core.memory.buffer).slice(start, end)

  test("is smaller than two megabytes at first, and holds both tables of primes", () => {
    const core = fresh()
    expect(core.memory.buffer.byteLength).toBe(PRIMES_END)
    expect(core.memory.buffer.byteLength).toBeLessThan(2 * 1024 * 1024)
    const before = bytesOf(core, CURVES, PRIMES)
    core.buildSmallPrimes(192)
    core.listSievePrimes(2 ** 20)
    expect(core.memory.buffer.byteLength).toBe(PRIMES_END)
    expect(bytesOf(core, CURVES, PRIMES)).toEqual(before)
    expect(bytesOf(core, PRIMES).some((byte) => byte !== 0)).toBe(true)
  })

  test("grows for the full tables of curves, which touch no table of primes", () => {
    const core = fresh()
    core.buildSmallPrimes(192)
    core.listSievePrimes(2 ** 20)
    const before = bytesOf(core, PRIMES, PRIMES_END)
    for (const name of curveNames) core.examineTable(curveIndex[name], true)
    expect(core.memory.buffer.byteLength).toBeGreaterThan(PRIMES_END)
    expect(bytesOf(core, PRIMES, PRIMES_END)).toEqual(before)
  })
})
