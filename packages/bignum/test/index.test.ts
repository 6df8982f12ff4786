import { instantiateSync } from "@assemblyscript/loader"
import portable from "@keywright/bignum/portable"
import { expect, test } from "vitest"
import type { NumberExam } from "./core-exam.ts"
import { bytesOf } from "./oracle-primes.ts"

/** Numbers that no caller should pass: none, one, even ones, all bits, and a first operand that is not below the second. */
const strange = [0n, 1n, 2n, 3n, 2n ** 1023n, 2n ** 1024n - 2n, 2n ** 1024n - 1n]

/** The exports of the core on whatever lies in its memory. They end, or trap; that they end is all that is asked. */
const calls: Readonly<Record<string, (core: NumberExam) => unknown>> = {
  filter: (core) => core.filter(1024, 4),
  "filter of 2048 bits": (core) => core.filter(2048, 1),
  millerRabin: (core) => core.millerRabin(1024, 1024, 4),
  "millerRabin of one bit": (core) => core.millerRabin(1, 1, 1),
  divideCandidates: (core) => core.divideCandidates(128, 2),
  makeCrtNumbers: (core) => core.makeCrtNumbers(1024),
  isSmallPrimeVarTime: (core) => core.isSmallPrimeVarTime(0xffffffff),
}

for (const [name, call] of Object.entries(calls)) {
  test(`The export ${name} ends on numbers that make no sense, and can be wiped`, () => {
    const core = instantiateSync(portable, {}).exports as unknown as NumberExam
    for (const first of strange) {
      for (const second of strange) {
        const memory = new Uint8Array(core.memory.buffer)
        for (const start of [core.INPUT, core.BASE_BYTES, core.CANDIDATES]) {
          memory.set(bytesOf(first, 128), start.value)
          memory.set(bytesOf(second, 128), start.value + core.BYTES_SIZE.value)
        }
        const start = performance.now()
        call(core)
        expect(performance.now() - start).toBeLessThan(5000)
        core.wipe()
        expect(memory.subarray(core.INPUT.value, core.SURVIVES.value + 64).some(Boolean)).toBe(
          false,
        )
      }
    }
  })
}
