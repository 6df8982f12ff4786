import type { KeyPairSpec } from "@keywright/core"
import { expect, test } from "vitest"
import type { Contest, RuntimeFigures } from "../src/figures.ts"
import { goals } from "../src/goals.ts"
import { specNames } from "../src/specs.ts"
import { judgeGoals } from "../src/verdicts.ts"

const p256 = goals.filter(
  ({ runtime, source }) =>
    runtime === "node" && "contest" in source && source.contest === "ECC_NIST_P256",
)

function figures(keyObject: number, ecdh: number): RuntimeFigures {
  const comparison = { ours: "keywright, raw", statistic: "median", low: 0, high: 9 } as const
  const contest: Contest = {
    spec: "ECC_NIST_P256",
    build: "fma",
    times: [],
    missing: [],
    comparisons: [
      { rival: "node:crypto KeyObject", ratio: keyObject, ...comparison },
      { rival: "node:crypto ECDH", ratio: ecdh, ...comparison },
    ],
  }
  return { runtime: "node", contests: [contest], firstKeys: [], estimates: [], failures: [] }
}

test("judgeGoals takes the faster of two native rivals", () => {
  const specs: KeyPairSpec[] = ["ECC_NIST_P256"]
  const [high] = judgeGoals(p256, { specs, builds: [], runtimes: [figures(1.8, 1.6)] })
  expect(high).toMatchObject({ measured: 1.6, demanded: 1.5, sense: "at least", holds: true })
  const [low] = judgeGoals(p256, { specs, builds: [], runtimes: [figures(1.4, 2.5)] })
  expect(low).toMatchObject({ measured: 1.4, holds: false })
})

test("judgeGoals says of what was not measured that it was not", () => {
  const runtimes: RuntimeFigures[] = [
    { runtime: "node", contests: [], firstKeys: [], estimates: [], failures: [] },
  ]
  const verdicts = judgeGoals(goals, { specs: specNames, builds: [], runtimes })
  expect(verdicts.length).toBeGreaterThan(20)
  expect(verdicts.filter(({ holds }) => holds !== undefined)).toEqual([])
})

test("judgeGoals demands of times that they are short", () => {
  const runtimes: RuntimeFigures[] = [
    {
      runtime: "node",
      contests: [],
      estimates: [],
      failures: [],
      firstKeys: [3, 1.5, 1].map((firstMs, index) => {
        const spec = "ECC_NIST_P256"
        return {
          spec,
          build: "fma",
          seed: index + 1,
          loadMs: 1,
          instantiateMs: 1,
          firstMs,
          laterMs: 1,
        }
      }),
    },
  ]
  const verdicts = judgeGoals(goals, { specs: ["ECC_NIST_P256"], builds: [], runtimes })
  expect(verdicts.find(({ what }) => what.includes("first key of a process"))).toMatchObject({
    sense: "at most",
    measured: 1.5,
    holds: true,
  })
})

test("judgeGoals takes the largest build", () => {
  const build = (name: "portable" | "fma", bytes: number) => {
    return { build: name, bytes, gzipBytes: 20_000, memoryBytes: 65_536 }
  }
  const small = build("portable", 60_000)
  const verdicts = judgeGoals(goals, {
    specs: [],
    builds: [small, build("fma", 171_000)],
    runtimes: [],
  })
  expect(verdicts.map(({ runtime, holds }) => `${runtime} ${holds}`)).toEqual([
    "any false",
    "any true",
    "any true",
  ])
  expect(verdicts[0]).toMatchObject({ measured: 171_000, demanded: 170_000 })
})

test("judgeGoals takes the instantiation that has self-tests in it", () => {
  const firstKey = (spec: "RSA_2048" | "ECC_NIST_P256", instantiateMs: number) => {
    return {
      spec,
      build: "fma",
      seed: 1,
      loadMs: 1,
      instantiateMs,
      firstMs: 20,
      laterMs: 20,
    } as const
  }
  const firstKeys = [
    firstKey("ECC_NIST_P256", 3),
    firstKey("RSA_2048", 12),
    firstKey("ECC_NIST_P256", 3),
  ]
  const runtimes: RuntimeFigures[] = [
    { runtime: "node", contests: [], estimates: [], failures: [], firstKeys },
  ]
  const verdicts = judgeGoals(goals, { specs: specNames, builds: [], runtimes })
  expect(verdicts.find(({ what }) => what.includes("self-tests"))).toMatchObject({
    measured: 12,
    holds: false,
  })
})
