/** Runs an instrumented module for many secrets and tells whether, and where, it showed which one it was. */
import { accounts, type FunctionRange, instrument } from "./instrument.ts"

/** All that one run showed: equal for two secrets when no branch, address, select or division depended on them. */
export interface Trace {
  readonly events: bigint
  readonly hash: bigint
}

/** The first event in which two runs differ. */
export interface Difference {
  /** The function's name, or its index where the module's text is not at hand. */
  readonly function: string
  /** Where the instruction is, counted from the start of the function and of the file. */
  readonly offset: number
  readonly fileOffset: number
  /** The value that each run showed there; nothing for a run that had ended. */
  readonly values: readonly [bigint | undefined, bigint | undefined]
}

interface State {
  readonly memory: Uint8Array | undefined
  readonly globals: readonly unknown[]
}

export class TracedModule {
  readonly exports: WebAssembly.Exports
  readonly #functions: readonly FunctionRange[]
  readonly #names: readonly string[]
  readonly #globals: readonly WebAssembly.Global[]
  readonly #accounts: ReadonlyMap<string, WebAssembly.Global>
  readonly #fresh: State
  /** What every run starts from. */
  #start: State

  /** `text` is the module in text form, from which functions get their names. */
  constructor(file: Uint8Array, text = "") {
    const { file: instrumented, functions, mutableGlobals } = instrument(file)
    this.exports = new WebAssembly.Instance(new WebAssembly.Module(instrumented), {}).exports
    const globalOf = (name: string) => this.exports[name] as WebAssembly.Global
    this.#functions = functions
    this.#names = [...text.matchAll(/^ \(func \$(\S+)/gm)].map(([, name]) => name ?? "")
    this.#globals = mutableGlobals.map(globalOf)
    this.#accounts = new Map(accounts.map((name) => [name, globalOf(name)]))
    this.#fresh = this.#state()
    this.#start = this.#fresh
  }

  /** From now on, every run starts from the state that `deed` makes of a fresh instance: tables stand, caches are warm. */
  startAfter(deed: () => unknown): void {
    this.#start = this.#fresh
    this.#restore()
    deed()
    this.#start = this.#state()
  }

  /** Mutable globals that are not as they were at the start, by their index among the mutable ones. */
  changedGlobals(): number[] {
    const before = this.#start.globals
    return this.#globals.flatMap((global, i) => (global.value === before[i] ? [] : [i]))
  }

  /** What a deed shows. */
  trace(deed: () => unknown): Trace {
    return this.#run(deed, 0n)
  }

  /** The first event in which two deeds differ; nothing when they do not. */
  difference(one: () => unknown, other: () => unknown): Difference | undefined {
    const [first, second] = [this.trace(one), this.trace(other)]
    if (first.hash === second.hash && first.events === second.events) return undefined
    // Up to event `same` the two are equal, after event `differ` they are not.
    let same = 0n
    let differ = first.events + 1n
    if (second.events < first.events) differ = second.events + 1n
    while (differ - same > 1n) {
      const middle = (same + differ) / 2n
      const hashes = [one, other].map((deed) => this.#at(deed, middle).hash)
      if (hashes[0] === hashes[1]) same = middle
      else differ = middle
    }
    const shown = [first, second].map(({ events }, i) =>
      events < differ ? undefined : this.#at(i === 0 ? one : other, differ),
    )
    const site = Number((shown[0] ?? shown[1])?.site)
    return { ...this.#place(site), values: [shown[0]?.value, shown[1]?.value] }
  }

  #place(site: number): Omit<Difference, "values"> {
    const index = this.#functions.findIndex(({ start, end }) => start <= site && site < end)
    const offset = site - (this.#functions[index]?.start ?? 0)
    return { function: this.#names[index] ?? `function ${index}`, offset, fileOffset: site }
  }

  #at(deed: () => unknown, stop: bigint): { hash: bigint; site: bigint; value: bigint } {
    this.#run(deed, stop)
    return {
      hash: this.#account("#hashAtStop"),
      site: this.#account("#siteAtStop"),
      value: BigInt.asUintN(64, this.#account("#valueAtStop")),
    }
  }

  #run(deed: () => unknown, stop: bigint): Trace {
    this.#restore()
    for (const global of this.#accounts.values()) global.value = 0n
    ;(this.#accounts.get("#stop") as WebAssembly.Global).value = stop
    deed()
    return { events: this.#account("#events"), hash: this.#account("#hash") }
  }

  #account(name: string): bigint {
    return (this.#accounts.get(name) as WebAssembly.Global).value as bigint
  }

  #state(): State {
    const memory = this.#memory()
    return { memory: memory?.slice(), globals: this.#globals.map(({ value }) => value) }
  }

  /** Memory that has grown meanwhile stays so, and is clear beyond. */
  #restore(): void {
    const memory = this.#memory()
    if (memory !== undefined && this.#start.memory !== undefined) {
      memory.set(this.#start.memory)
      memory.fill(0, this.#start.memory.length)
    }
    this.#globals.forEach((global, i) => {
      global.value = this.#start.globals[i]
    })
  }

  #memory(): Uint8Array | undefined {
    const memory = this.exports.memory as WebAssembly.Memory | undefined
    return memory && new Uint8Array(memory.buffer)
  }
}
