import { expect, test } from "vitest"
import { createLaneChoice } from "../src/lane-choice.ts"
import { primeDoors } from "../src/primes.ts"
import { examined, type NumberExam, numberExam } from "./core-exam.ts"
import { random, streamOf } from "./streams.ts"

/** Filter calls on an engine on which a call of two and one of four lanes take so long; answers the lanes of each call. */
function run(
  costs: { two: number; four: number },
  calls: number,
  bitsOf = (_call: number) => 1024,
) {
  let nowMs = 0
  const choice = createLaneChoice(4, () => nowMs)
  return Array.from({ length: calls }, (_, call) => {
    const { lanes } = choice
    const answer = choice.timed({ bits: bitsOf(call), lanes }, () => {
      // The first calls are slow, whatever they do.
      nowMs += (lanes === 2 ? costs.two : costs.four) * (call < 5 ? 9 : 1)
      return call
    })
    expect(answer).toBe(call)
    return lanes
  })
}

test("Four lanes are taken where a candidate takes less time in them", () => {
  const lanes = run({ two: 0.42, four: 0.7 }, 60)
  expect(lanes.slice(0, 12).every((each) => each === 4)).toBe(true)
  expect(lanes.filter((each) => each === 2)).toHaveLength(4)
  expect(lanes.slice(30).every((each) => each === 4)).toBe(true)
})

test("Two lanes are taken where a candidate takes clearly less time in them", () => {
  const lanes = run({ two: 0.42, four: 1 }, 60)
  expect(lanes.slice(30).every((each) => each === 2)).toBe(true)
})

test("Four lanes are taken where the clock stands still, and where both are alike", () => {
  expect(run({ two: 0, four: 0 }, 60).slice(30)).not.toContain(2)
  expect(run({ two: 0.5, four: 1 }, 60).slice(30)).not.toContain(2)
})

test("Calls of different sizes are not compared", () => {
  // A call of two of the larger size takes longer than one of four of the smaller: alternating sizes decide nothing.
  const lanes = run({ two: 0.42, four: 1 }, 60, (call) => (call % 2 ? 2048 : 1024))
  expect(lanes.slice(12)).toContain(2)
  expect(lanes.slice(12)).toContain(4)
})

test("A build of two lanes has no choice, and is not timed", () => {
  const choice = createLaneChoice(2, () => {
    throw new Error("nobody asks for the time")
  })
  expect(choice.timed({ bits: 1024, lanes: 2 }, () => "done")).toBe("done")
  expect(choice.lanes).toBe(2)
})

/** A core that changes its mind about its lanes with every filter call. */
function fickle(core: NumberExam): NumberExam {
  let calls = 0
  return {
    ...core,
    get lanes() {
      return calls % 3 === 0 ? 2 : core.lanes
    },
    filter(bits, candidates) {
      calls++
      return core.filter(bits, candidates)
    },
  }
}

test.each(
  examined.flatMap((build) => (["A.1.3", "A.1.6"] as const).map((method) => ({ build, method }))),
)(
  "A search by $method comes to the same primes however the lanes of the $build build change",
  async ({ build, method }) => {
    const seed = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0
    const request = () =>
      ({ bits: 1024, method, candidates: streamOf(seed), bases: random }) as const
    const [one, other] = [numberExam(), fickle(numberExam(build))].map((core) =>
      primeDoors(core).searchPrimes(request()),
    )
    for (let i = 0; i < 10; i++)
      expect(await other?.next(), `seed ${seed}`).toEqual(await one?.next())
  },
)
