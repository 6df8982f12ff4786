/**
 * Counts and times every call into the WebAssembly core, from outside: whatever a search does, it does by calls, and all of them
 * go through an instance. So counts and times need nothing from the packages that are measured, and cannot flatter them.
 */

/** The calls of one name. */
export interface Calls {
  count: number
  /** The milliseconds of each. */
  timesMs: number[]
}

/** Under which name a call is counted: calls of one export that do different work are told apart by their arguments. */
export type NameCall = (name: string, args: readonly number[]) => string

export interface Meter {
  /** By the names of the calls; those that never happened are missing. */
  calls(): Readonly<Record<string, Calls>>
  /** Forgets what was counted. */
  reset(): void
  /** Milliseconds inside the core since the last reset. */
  insideMs(): number
}

/**
 * From now on, every instance that is made in this process is metered. For a process of its own: it takes the place of
 * WebAssembly.Instance.
 */
export function meterInstances(nameCall: NameCall = (name) => name): Meter {
  let found: Record<string, Calls> = {}
  let insideMs = 0
  const Native = WebAssembly.Instance

  function metered(name: string, call: (...args: number[]) => unknown) {
    return (...args: number[]) => {
      const startedMs = performance.now()
      const answer = call(...args)
      const elapsedMs = performance.now() - startedMs
      const callName = nameCall(name, args)
      found[callName] ??= { count: 0, timesMs: [] }
      found[callName].count++
      found[callName].timesMs.push(elapsedMs)
      insideMs += elapsedMs
      return answer
    }
  }

  // A constructor that returns an object gives that object, in every engine.
  WebAssembly.Instance = function Instance(
    module: WebAssembly.Module,
    imports?: WebAssembly.Imports,
  ) {
    const { exports } = new Native(module, imports)
    const entries = Object.entries(exports).map(([name, value]) => {
      return [name, typeof value === "function" ? metered(name, value as () => unknown) : value]
    })
    return { exports: Object.fromEntries(entries) }
  } as unknown as typeof WebAssembly.Instance

  return {
    calls: () => found,
    reset() {
      found = {}
      insideMs = 0
    },
    insideMs: () => insideMs,
  }
}
