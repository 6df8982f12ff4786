/** What an engine has to show before a build of the core is trusted on it. */
import { instantiateSync } from "@assemblyscript/loader"
import { filterCandidates } from "./filter.ts"
import { numberCore } from "./load.ts"

/**
 * Whether relaxed multiply-adds are fused, by `assembly/probe.ts`: (1 + 2^-30)^2 - (1 + 2^-29) is 2^-60 when the product is not
 * rounded, and 0 when it is. Engines may do either (WebAssembly 3.0, relaxed_madd), and one of those that run us rounds.
 */
export function fuses(probe: WebAssembly.Module): boolean {
  const { multiplyAdd } = instantiateSync(probe, {}).exports as unknown as {
    multiplyAdd(x: number, y: number, z: number, lane: number): number
  }
  const factor = 1 + 2 ** -30
  return [0, 1].every((lane) => multiplyAdd(factor, factor, -(1 + 2 ** -29), lane) === 2 ** -60)
}

/** The prime of the 1024-bit group of RFC 2409, section 6.2, without its ends of 64 one bits each. */
const middleOfGroup2 =
  "c90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e3404ddef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406b7edee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381"

/**
 * Whether the core tells a prime from its neighbours, in each of its lanes and with each number of lanes: 1023 squarings modulo a prime
 * that end in 1, which no wrong arithmetic hits.
 */
export function knowsAnswers(module: WebAssembly.Module): boolean {
  const core = numberCore(module, () => 0)
  const prime = Uint8Array.from({ length: 128 }, (_, i) =>
    i < 8 || i >= 120 ? 0xff : Number.parseInt(middleOfGroup2.slice(2 * i - 16, 2 * i - 14), 16),
  )
  const composite = prime.with(127, 0xfd)
  return [
    [prime, composite],
    [composite, prime, composite, prime].slice(0, core.LANES_MAX.value),
    [prime, composite, prime, composite].slice(0, core.LANES_MAX.value),
  ].every((candidates) =>
    filterCandidates(core, candidates, 1024).every(
      (passes, i) => passes === (candidates[i] === prime),
    ),
  )
}
