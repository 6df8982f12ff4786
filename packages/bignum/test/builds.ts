/** The builds that ship: what is proved of the core is proved of each of them. */

export interface Build {
  /** build/NAME.wasm is the module, build/NAME.wat its text. */
  readonly name: string
  /** Candidates in a filter call, bases in a call of Miller-Rabin. */
  readonly lanes: number
}

export const builds: readonly Build[] = [
  { name: "portable", lanes: 2 },
  { name: "fma", lanes: 4 },
]
