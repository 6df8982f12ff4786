/** Random numbers from a seed that a failing test prints: the same seed gives the same numbers. */

export interface RandomNumbers {
  readonly seed: number
  /** A number in 0 .. limit - 1. */
  below(limit: bigint): bigint
}

/** Numbers from a seed, a new one each time if none is given (SplitMix64; tests need no better). */
export function randomNumbers(
  seed: number = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0,
): RandomNumbers {
  let state = BigInt(seed)
  function next(): bigint {
    state = BigInt.asUintN(64, state + 0x9e3779b97f4a7c15n)
    let mixed = BigInt.asUintN(64, (state ^ (state >> 30n)) * 0xbf58476d1ce4e5b9n)
    mixed = BigInt.asUintN(64, (mixed ^ (mixed >> 27n)) * 0x94d049bb133111ebn)
    return mixed ^ (mixed >> 31n)
  }
  return {
    seed,
    below(limit) {
      let value = 0n
      for (let reach = 1n; reach < limit << 64n; reach <<= 64n) value = (value << 64n) | next()
      return value % limit
    },
  }
}
