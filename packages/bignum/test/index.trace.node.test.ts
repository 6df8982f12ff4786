import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { type Difference, TracedModule } from "../scripts/constant-time/trace.ts"
import { signed } from "../scripts/constant-time/wasm-file.ts"
import { builds } from "./builds.ts"
import { plant } from "./planted.ts"
import { type Act, type CoreExports, type Secret, secretExports } from "./secret-exports.ts"

const secretsLeast = 16
/** Key pairs of 4096 bits make 70 million events each: seconds for all of them, minutes on a busy machine. */
const traceTimeoutMs = 300_000

/** Exports that no secret decides, or whose time depends on what is thrown away and on what docs/decisions accept. */
const exempt = ["findAuxiliary", "isSmallPrimeVarTime", "sieveProgression"]

/** What leaks look like: code that uses a word of the secret (opcodes of WebAssembly 2.0, section 5.4). */
const plantedLeaks: Readonly<Record<string, (word: readonly number[]) => number[]>> = {
  "a branch on a bit": (word) => [...word, 0x41, 1, 0x71, 0x04, 0x40, 0x0b],
  "an address": (word) => [...word, 0x41, 0x3f, 0x71, 0x2d, 0, 0, 0x1a],
  "a selection": (word) => [0x41, 1, 0x41, 2, ...word, 0x41, 1, 0x71, 0x1b, 0x1a],
  "a remainder": (word) => [...word, 0x41, 7, 0x70, 0x1a],
  "the length of a fill": (word) => [0x41, 0, 0x41, 0, ...word, 0x41, 3, 0x71, 0xfc, 11, 0],
}

describe.each(builds)("The build $name", (build) => {
  const read = (extension: string) =>
    readFileSync(new URL(`../build/${build.name}.${extension}`, import.meta.url))
  const wasm = read("wasm")
  const text = read("wat").toString()
  const module = new TracedModule(wasm, text)
  const functions = WebAssembly.Module.exports(new WebAssembly.Module(wasm))
    .filter(({ kind }) => kind === "function")
    .map(({ name }) => name)

  test("exports the functions of the table, and no other", () => {
    expect(functions.sort()).toEqual(Object.keys(secretExports).sort())
  })

  test("shows of these what their rows say, and is not asked for more", async () => {
    const counts = Object.entries(secretExports).map(
      async ([name, { acts }]) => [name, (await acts(build)).length] as const,
    )
    const untraced = (await Promise.all(counts)).filter(([, count]) => count === 0)
    expect(untraced.map(([name]) => name).sort()).toEqual(exempt)
  })

  test.each(Object.entries(secretExports))(
    "shows the same of %s for every secret: branches, addresses, selections, divisions",
    async (name, { acts }) => {
      for (const act of await acts(build)) {
        expect(firstLeak(module, act), `${name}, ${act.title}`).toBeUndefined()
      }
    },
    traceTimeoutMs,
  )

  test.each(Object.entries(plantedLeaks))(
    "is caught with %s planted into multiplyBaseP256",
    async (_, leakOf) => {
      const [act] = (await secretExports.multiplyBaseP256?.acts(build)) ?? []
      const { SCALAR } = module.exports as unknown as CoreExports
      const word = [0x41, ...signed(BigInt(SCALAR.value + 8)), 0x28, 2, 0]
      const leaky = new TracedModule(plant(wasm, "multiplyBaseP256", leakOf(word)), text)
      expect(firstLeak(leaky, act as Act)).toContain("/multiplyBaseP256 + ")
    },
  )

  test("shows that a scalar is refused, and no more of it", () => {
    const core = module.exports as unknown as CoreExports
    const multiply = (byte: number) => () => {
      new Uint8Array(core.memory.buffer, core.SCALAR.value, 32).fill(byte)
      return core.multiplyBaseP256()
    }
    module.startAfter(multiply(1))
    expect([multiply(0)(), multiply(0xff)(), multiply(1)()]).toEqual([0, 0, 1])
    expect(module.trace(multiply(0))).toEqual(module.trace(multiply(0xff)))
    expect(module.trace(multiply(0))).not.toEqual(module.trace(multiply(1)))
  })
})

/** Where an act shows which of its secrets it was called with, in words; nothing when it does not. */
function firstLeak(module: TracedModule, act: Act): string | undefined {
  const core = module.exports as unknown as CoreExports
  const { secrets, warmUps, eventsLeast, answers } = act
  const run = (secret: Secret) => () => expect(act.run(core, secret)).toEqual(answers)
  const first = secrets[0] as Secret
  expect(new Set(secrets.map(hexOf)).size).toBeGreaterThanOrEqual(secretsLeast)
  module.startAfter(() => {
    for (let i = 0; i < warmUps; i++) act.run(core, first)
  })
  const expected = module.trace(run(first))
  expect(expected.events).toBeGreaterThanOrEqual(eventsLeast)
  for (const secret of secrets) {
    const { events, hash } = module.trace(run(secret))
    if (events === expected.events && hash === expected.hash) continue
    const difference = module.difference(run(first), run(secret))
    return `${told(difference)}, for ${hexOf(first)} and ${hexOf(secret)}`
  }
  return undefined
}

function told(difference: Difference | undefined): string {
  if (difference === undefined) return "shows something, but not always"
  const { function: name, offset, fileOffset, values } = difference
  const [one, other] = values.map((value) =>
    value === undefined ? "nothing any more" : `0x${value.toString(16)}`,
  )
  return `${name} + ${offset} (byte ${fileOffset} of the file) shows ${one} or ${other}`
}

function hexOf(secret: Secret): string {
  return secret.map((bytes) => Buffer.from(bytes).toString("hex")).join(" ")
}
