/** The examination of one portion of keys, each made from its seed. */
import { createHash } from "node:crypto"
import { engines, generateKeyPair, type KeyPair } from "@keywright/core"
import type { Meter } from "../meter.ts"
import { judgeCurve } from "./curve-judge.ts"
import { type Range, seedOf } from "./plan.ts"
import { judgeRsa } from "./rsa-judge.ts"

export interface RangeResult extends Range {
  firstSeed: string
  lastSeed: string
  /** Keys with a fault, by their seeds. */
  faulty: { seed: string; faults: string[] }[]
  /** What no other key may have: the primes of RSA keys, the public keys of the others, by their hashes. */
  unique: string[]
  /** Calls into the core, by the names of its exports, of all keys together. */
  calls: Record<string, number>
}

/** 120 bits: two of a million different values have the same with a chance of 2^-81. */
const FINGERPRINT_BYTES = 15

/** Makes and judges every key of the range. The meter has been set up before the first instance was made. */
export async function examineRange(range: Range, meter: Meter): Promise<RangeResult> {
  const { spec, method, from, count } = range
  const result: RangeResult = {
    ...range,
    firstSeed: seedOf(spec, from),
    lastSeed: seedOf(spec, from + count - 1),
    faulty: [],
    unique: [],
    calls: {},
  }
  // Builds are tested before the first key, by filter calls that belong to none.
  await engines()
  meter.reset()
  for (let number = from; number < from + count; number++) {
    const seed = seedOf(spec, number)
    const options = { seed: new TextEncoder().encode(seed), method, pause() {} }
    const { faults, unique } = judge(await generateKeyPair(spec, options))
    if (faults.length > 0) result.faulty.push({ seed, faults })
    result.unique.push(...unique)
  }
  for (const [name, { count: calls }] of Object.entries(meter.calls())) result.calls[name] = calls
  return result
}

/** A pair's faults, and what is to be unique about it. */
export function judge(pair: KeyPair): { faults: string[]; unique: string[] } {
  if (!pair.spec.startsWith("RSA_")) {
    return { faults: judgeCurve(pair), unique: [fingerprint(pair.publicKey)] }
  }
  const { faults, primes } = judgeRsa(pair)
  return { faults, unique: primes.map((prime) => fingerprint(prime.toString(16))) }
}

function fingerprint(value: Uint8Array | string): string {
  const hash = createHash("sha256").update(value).digest()
  return hash.subarray(0, FINGERPRINT_BYTES).toString("base64url")
}
