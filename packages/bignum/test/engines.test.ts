import fma from "@keywright/bignum/fma"
import portable from "@keywright/bignum/portable"
import probe from "@keywright/bignum/probe"
import { expect, test } from "vitest"
import { createEngines } from "../src/engines.ts"
import type { Modules } from "../src/modules.ts"
import { fuses } from "../src/self-tests.ts"

/** The modules of the package, each call to them noted, and some of them exchanged. */
function noted(exchanged: Partial<Modules> = {}): { asked: string[]; modules: Modules } {
  const asked: string[] = []
  const own: Modules = {
    probe: async () => probe,
    portable: async () => portable,
    fma: async () => fma,
    ...exchanged,
  }
  const note = (name: keyof Modules) => () => {
    asked.push(name)
    return own[name]()
  }
  return { asked, modules: { probe: note("probe"), portable: note("portable"), fma: note("fma") } }
}

/** What the probe finds where this test runs. */
const fused = fuses(probe)

test("The fma build runs where multiply-adds are fused, else the portable one; the other is not compiled", async () => {
  const { asked, modules } = noted()
  const engines = createEngines({ modules })
  const best = fused ? "fma" : "portable"
  expect((await engines.open()).build).toBe(best)
  expect((await engines.open("curves")).build).toBe(best)
  expect(asked).toEqual(["probe", best, best])
})

test("A report says of each build whether it runs, and why", async () => {
  const { modules } = noted()
  expect(await createEngines({ modules }).report()).toEqual(
    fused
      ? [
          { name: "fma", runs: true, reason: "multiply-adds are fused, known answers hold" },
          { name: "portable", runs: false, reason: "not needed" },
        ]
      : [
          { name: "fma", runs: false, reason: "relaxed multiply-adds round twice here" },
          { name: "portable", runs: true, reason: "known answers hold" },
        ],
  )
})

test("The build that is asked for runs, and nothing of the other is loaded", async () => {
  const { asked, modules } = noted()
  const engines = createEngines({ engine: "portable", modules })
  expect((await engines.open()).build).toBe("portable")
  expect(asked).toEqual(["portable"])
  expect((await engines.report())[1]?.reason).toBe("asked for; known answers hold")
})

test("A build that nobody knows is refused", () => {
  expect(() => createEngines({ engine: "scalar" as "fma" })).toThrow(RangeError)
})

test.each([
  ["without relaxed SIMD", { probe: () => Promise.reject(new Error("no such opcode")) }],
  ["where the fma build cannot be had", { fma: () => Promise.reject(new Error("no such file")) }],
] as const)("The portable build runs on an engine %s", async (_, exchanged) => {
  const engines = createEngines({ modules: noted(exchanged).modules })
  expect((await engines.open("curves")).build).toBe("portable")
  expect((await engines.open()).build).toBe("portable")
  const [report] = await engines.report()
  expect(report).toMatchObject({ name: "fma", runs: false })
  expect(report?.reason).toMatch(/^does not load: no such|^relaxed multiply-adds round twice/)
})

test("Asking for a build that does not pass its tests is an error that says why", async () => {
  const { modules } = noted({ probe: () => Promise.reject(new Error("no such opcode")) })
  await expect(createEngines({ engine: "fma", modules }).open()).rejects.toThrow(
    "fma does not load: no such opcode",
  )
})
