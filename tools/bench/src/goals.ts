/** What is demanded of key generation, and what is hoped for: one row for each figure. */
import type { KeyPairSpec } from "@keywright/core"
import type { BuildSize, MakerName, Verdict } from "./figures.ts"
import type { RuntimeName } from "./runtimes.ts"

/** Where a goal's figure is found in the report. */
export type Source =
  /** A rival's time divided by ours. "native" is the faster of generateKeyPairSync and, for curves, createECDH. */
  | { contest: KeyPairSpec; rival: MakerName | "native" }
  /** One thread's time divided by two threads'. */
  | { parallel: KeyPairSpec }
  /** Native and ours for RSA as the estimator has them, from the times of single steps. */
  | { estimate: KeyPairSpec }
  /** A modular power of the runtime divided by our filter, for numbers of so many bits. */
  | { gate: 1024 | 1536 | 2048 }
  /** The first key of a process: how many times a later one, or milliseconds. */
  | { firstKey: KeyPairSpec; unit: "times" | "ms" }
  /** Milliseconds until the numbers can be used. */
  | { instantiation: true }
  /** The largest build. */
  | { size: keyof Omit<BuildSize, "build"> }

export interface Goal {
  runtime: Verdict["runtime"]
  source: Source
  /** Ratios are demanded to be at least this much, times at most. */
  demanded: number
  aim?: number
}

/** Node, Deno and Bun against their own node:crypto: demanded, and the aim where there is one. */
type Pair = readonly [demanded: number, aim?: number]
type NativeRow = readonly [KeyPairSpec, Partial<Record<RuntimeName, Pair>>]

const native: readonly NativeRow[] = [
  ["RSA_2048", { node: [2.5, 3], deno: [8, 11], bun: [2.2, 2.8] }],
  ["RSA_3072", { node: [2.3, 2.8], deno: [8], bun: [2.2] }],
  ["RSA_4096", { node: [2.4, 3], deno: [7.5], bun: [2.1, 2.8] }],
  ["ECC_NIST_P256", { node: [1.5, 2], deno: [15], bun: [0.45, 0.8] }],
  ["ECC_NIST_P384", { node: [20, 30], deno: [15], bun: [7] }],
  ["ECC_NIST_P521", { node: [24, 35], deno: [8], bun: [7] }],
  ["ECC_SECG_P256K1", { node: [22, 33], deno: [4.5] }],
  ["SM2", { node: [20, 30] }],
  ["ECC_NIST_EDWARDS25519", { node: [2.6, 4], deno: [1.5], bun: [0.9] }],
]

/** Against libraries in JavaScript, on Node. */
const libraries: readonly (readonly [KeyPairSpec, MakerName, ...Pair])[] = [
  ["RSA_2048", "node-forge", 60, 90],
  ["RSA_3072", "node-forge", 45],
  ["RSA_4096", "node-forge", 40],
  ["ECC_NIST_P256", "noble", 25],
  ["ECC_NIST_P384", "noble", 22],
  ["ECC_NIST_P521", "noble", 18],
  ["ECC_SECG_P256K1", "noble", 22],
  ["ECC_NIST_EDWARDS25519", "noble", 16],
]

const others: readonly Goal[] = [
  onNode({ contest: "ECC_NIST_P256", rival: "node:crypto DER" }, 3),
  onNode({ contest: "ECC_NIST_EDWARDS25519", rival: "node:crypto DER" }, 3),
  onNode({ parallel: "RSA_4096" }, 1.6),
  onNode({ estimate: "RSA_2048" }, 2.5, 3),
  onNode({ estimate: "RSA_3072" }, 2.3, 2.8),
  onNode({ estimate: "RSA_4096" }, 2.4, 3),
  onNode({ gate: 2048 }, 1.6, 1.75),
  onNode({ firstKey: "RSA_2048", unit: "times" }, 1.5),
  onNode({ firstKey: "ECC_NIST_P256", unit: "ms" }, 2),
  onNode({ instantiation: true }, 10),
  { runtime: "any", source: { size: "bytes" }, demanded: 170_000 },
  { runtime: "any", source: { size: "gzipBytes" }, demanded: 55_000 },
  { runtime: "any", source: { size: "memoryBytes" }, demanded: 2 * 1_048_576 },
]

export const goals: readonly Goal[] = [
  ...native.flatMap(([contest, row]) =>
    (Object.entries(row) as [RuntimeName, Pair][]).map(([runtime, pair]) => ({
      runtime,
      source: { contest, rival: "native" } as const,
      ...numbers(pair),
    })),
  ),
  ...libraries.map(([contest, rival, ...pair]) => onNode({ contest, rival }, ...pair)),
  ...others,
]

function onNode(source: Source, ...pair: Pair): Goal {
  return { runtime: "node", source, ...numbers(pair) }
}

function numbers([demanded, aim]: Pair): { demanded: number; aim?: number } {
  return aim === undefined ? { demanded } : { demanded, aim }
}
