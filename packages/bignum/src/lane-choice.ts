/** Whether candidates are filtered two or four at a time: measured on the first filter calls, which are work in any case. */

export interface LaneChoice {
  /** Candidates for the next filter call. */
  readonly lanes: number
  /** Does a filter call, and notes how long it took. */
  timed<Result>(call: { bits: number; lanes: number }, filter: () => Result): Result
}

/**
 * Four lanes until the code is optimised: engines run it as it comes for some milliseconds, and that says nothing of what is to
 * come. Then two and four in turns, about two milliseconds of 1024-bit candidates; the fastest call of each counts.
 */
const warmUpCalls = 12
const samplesEach = 4

/**
 * Two lanes are taken where a candidate takes five percent less of a call of two than of one of four. Elsewhere four: they also
 * serve Miller-Rabin better, and a clock that stands still while code runs (Workers) shows no difference.
 */
const worthwhile = 0.95

/** A choice for the lanes that a build has, by a clock in milliseconds. */
export function createLaneChoice(lanesMax: number, now: () => number): LaneChoice {
  let lanes = lanesMax
  let calls = 0
  let decided = lanesMax === 2
  let sampledBits = 0
  /** Times per candidate of calls of two and of all lanes. */
  let two: number[] = []
  let all: number[] = []

  function note(bits: number, lanesUsed: number, elapsedMs: number): void {
    if (++calls <= warmUpCalls) return
    if (bits !== sampledBits) {
      sampledBits = bits
      two = []
      all = []
    }
    ;(lanesUsed === 2 ? two : all).push(elapsedMs / lanesUsed)
    lanes = lanesUsed === 2 ? lanesMax : 2
    if (two.length < samplesEach || all.length < samplesEach) return
    decided = true
    lanes = Math.min(...two) < worthwhile * Math.min(...all) ? 2 : lanesMax
  }

  return {
    get lanes() {
      return lanes
    },
    timed({ bits, lanes: lanesUsed }, filter) {
      if (decided) return filter()
      const startedMs = now()
      const result = filter()
      note(bits, lanesUsed, now() - startedMs)
      return result
    },
  }
}
