/** Long work on one event loop: one piece at a time, and a breath for everybody else in between. */

/** Runs tasks in the order they came, one after the other. */
export type Queue = <Value>(task: () => Promise<Value>, signal?: AbortSignal) => Promise<Value>

/** Whoever is aborted while waiting leaves at once, with the signal's reason; a task that runs is left to itself. */
export function createQueue(): Queue {
  let last: Promise<unknown> = Promise.resolve()
  return (task, signal) => {
    const turn = last
    const result = untilAborted(turn, signal).then(task)
    // The next one waits for both: whoever left early does not let its successor overtake the one that runs. The result
    // is not kept: it is a secret.
    last = Promise.allSettled([turn, result]).then(() => undefined)
    return result
  }
}

const yieldAfterMs = 10
/** Where the clock stands still while code runs, as on Workers, calls are counted instead. */
const yieldAfterCalls = 4

/**
 * A function that lets the event loop go on about every 10 milliseconds, when it is called every few. With timers, which
 * every runtime has.
 */
export function createYield(): () => void | Promise<void> {
  let since = performance.now()
  let calls = 0
  return () => {
    calls += 1
    const elapsedMs = performance.now() - since
    const clockStands = elapsedMs === 0
    if (clockStands ? calls < yieldAfterCalls : elapsedMs < yieldAfterMs) return
    return new Promise((resume) => {
      setTimeout(() => {
        since = performance.now()
        calls = 0
        resume()
      })
    })
  }
}

async function untilAborted(
  turn: Promise<unknown>,
  signal: AbortSignal | undefined,
): Promise<void> {
  if (signal === undefined) {
    await turn
    return
  }
  signal.throwIfAborted()
  let leave = (): void => undefined
  const aborted = new Promise<never>((_, reject) => {
    leave = () => reject(signal.reason)
    signal.addEventListener("abort", leave)
  })
  try {
    await Promise.race([turn, aborted])
  } finally {
    signal.removeEventListener("abort", leave)
  }
}
