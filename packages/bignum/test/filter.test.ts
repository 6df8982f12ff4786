import { describe, expect, test } from "vitest"
import { filterCandidates } from "../src/filter.ts"
import { examined, numberExam } from "./core-exam.ts"
import { bytesOf } from "./oracle-primes.ts"

/** 2^1024 - 105 is prime; the others are multiples of 3 and 7. */
const prime = bytesOf(2n ** 1024n - 105n, 128)
const composites = [2n ** 1024n - 1n, 2n ** 1024n - 9n].map((value) => bytesOf(value, 128))

describe.each(examined)("The %s build", (build) => {
  const core = numberExam(build)
  test("A filter call answers for each of its candidates, in their order", () => {
    for (let count = 1; count <= core.lanes; count++) {
      for (let place = 0; place < count; place++) {
        const candidates = Array.from({ length: count }, (_, i) =>
          i === place ? prime : (composites[i % 2] as Uint8Array),
        )
        expect(filterCandidates(core, candidates, 1024)).toEqual(candidates.map((c) => c === prime))
      }
    }
  })

  test("A filter call refuses no candidates, and more of them than there are lanes", () => {
    expect(() => filterCandidates(core, [], 1024)).toThrow("0 candidates")
    const many = Array.from({ length: core.lanes + 1 }, () => prime)
    expect(() => filterCandidates(core, many, 1024)).toThrow("lanes")
  })

  test("A filter call leaves the core clear", () => {
    filterCandidates(core, [prime], 1024)
    const work = new Uint8Array(
      core.memory.buffer,
      core.WORK.value,
      core.WORK_END.value - core.WORK.value,
    )
    expect(work.some(Boolean)).toBe(false)
  })
})
