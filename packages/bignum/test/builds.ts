/** The builds that ship: what is proved of the core is proved of each of them. */

export interface Build {
  /** build/NAME.wasm is the module, build/NAME.wat its text. */
  readonly name: string
  /** How many candidates a filter call takes, and bases a call of Miller-Rabin: each has kernels of its own. */
  readonly lanes: readonly number[]
}

export const builds: readonly Build[] = [
  { name: "portable", lanes: [2] },
  { name: "fma", lanes: [2, 4] },
]
