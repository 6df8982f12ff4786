import binaryen from "assemblyscript/binaryen"
import { describe, expect, test } from "vitest"
import { TracedModule } from "../../scripts/constant-time/trace.ts"

/** A function `act` of one secret, an i32, in a module of one page whose words are 0, 1, 2, .. */
function moduleOf(body: string): TracedModule {
  const words = Array.from(
    { length: 64 },
    (_, i) => `\\${i.toString(16).padStart(2, "0")}\\00\\00\\00`,
  )
  const module =
    binaryen.parseText(`(module (memory (export "memory") 1) (data (i32.const 0) "${words.join("")}")
    (type $none (func)) (table 2 funcref) (elem (i32.const 0) $nothing $nothing) (func $nothing)
    (func $act (export "act") (param $secret i32) (result i32) (local $sum i32) ${body}))`)
  module.setFeatures(binaryen.Features.All)
  const bytes = module.emitBinary()
  module.dispose()
  return new TracedModule(bytes)
}

const secret = "(local.get $secret)"
const f64 = `(f64.convert_i32_s ${secret})`
const vector = `(i64x2.splat (i64.extend_i32_u ${secret}))`

/** Each shows a secret by the kind of its first word. */
const leaks: readonly (readonly [title: string, body: string])[] = [
  [
    "a branch on a bit",
    `(if (i32.and ${secret} (i32.const 1)) (then (local.set $sum (i32.const 7)))) (i32.const 0)`,
  ],
  [
    "a loop that a secret ends",
    `(loop $again (local.set $secret (i32.shr_u ${secret} (i32.const 1))) (br_if $again ${secret})) (i32.const 0)`,
  ],
  [
    "a jump by a secret",
    `(block $a (block $b (br_table $a $b (i32.and ${secret} (i32.const 1))))) (i32.const 0)`,
  ],
  [
    "a call by a secret",
    `(call_indirect (type $none) (i32.and ${secret} (i32.const 1))) (i32.const 0)`,
  ],
  [
    "a subtraction of the modulus only where it is needed",
    `(local.set $sum (i32.mul ${secret} (i32.const 5)))
     (if (i32.ge_u (local.get $sum) (i32.const 23)) (then (local.set $sum (i32.sub (local.get $sum) (i32.const 23)))))
     (local.get $sum)`,
  ],
  ["a table index", `(i32.load (i32.shl ${secret} (i32.const 2)))`],
  [
    "the address of a vector",
    `(i32x4.extract_lane 0 (v128.load (i32.shl ${secret} (i32.const 4))))`,
  ],
  [
    "the address of a lane",
    `(v128.store32_lane 1 (i32.shl ${secret} (i32.const 2)) (v128.const i32x4 0 0 0 0)) (i32.const 0)`,
  ],
  ["the address of a store", `(i64.store8 ${secret} (i64.const 1)) (i32.const 0)`],
  ["a selection", `(select (i32.const 5) (i32.const 6) (i32.and ${secret} (i32.const 1)))`],
  ["a remainder by a constant", `(i32.rem_u ${secret} (i32.const 7))`],
  [
    "a quotient of a constant",
    `(i32.wrap_i64 (i64.div_s (i64.const 77) (i64.extend_i32_u ${secret})))`,
  ],
  ["a quotient of floats", `(i32.trunc_sat_f64_s (f64.div ${f64} (f64.const 3)))`],
  ["a square root", `(i32.trunc_sat_f64_s (f64.sqrt ${f64}))`],
  ["a quotient of vectors", `(i32x4.extract_lane 0 (f64x2.div ${vector} ${vector}))`],
  [
    "the sign of an unsigned conversion",
    `(i32.trunc_sat_f64_s (f64.convert_i64_u (i64.shl (i64.extend_i32_u ${secret}) (i64.const 61))))`,
  ],
  ["the length of a copy", `(memory.copy (i32.const 256) (i32.const 0) ${secret}) (i32.const 0)`],
  ["the length of a fill", `(memory.fill (i32.const 256) (i32.const 0) ${secret}) (i32.const 0)`],
  ["the growth of memory", `(memory.grow (i32.and ${secret} (i32.const 1)))`],
]

/** Work on a secret that shows nothing of it. */
const quiet: readonly (readonly [title: string, body: string])[] = [
  ["arithmetic", `(i32.add (i32.mul ${secret} ${secret}) (i32.rotl ${secret} (i32.const 5)))`],
  ["a mask", `(i32.and (i32.sub (i32.const 0) (i32.and ${secret} (i32.const 1))) (i32.const 99))`],
  ["a multiplication of floats", `(i32.trunc_sat_f64_s (f64.mul ${f64} ${f64}))`],
  [
    "a vector that bits select",
    `(i32x4.extract_lane 0 (v128.bitselect ${vector} (v128.const i32x4 1 2 3 4) ${vector}))`,
  ],
  ["the value of a store", `(i32.store (i32.const 300) ${secret}) (i32.load (i32.const 300))`],
  [
    "a branch on what is public",
    `(if (i32.const 1) (then (local.set $sum ${secret}))) (local.get $sum)`,
  ],
]

const [one, other] = [4, 11]
const call = (module: TracedModule, value: number) => () =>
  (module.exports.act as (secret: number) => number)(value)

describe("A trace", () => {
  test.each(leaks)("shows %s", (_, body) => {
    const module = moduleOf(body)
    expect(module.trace(call(module, one))).toEqual(module.trace(call(module, one)))
    expect(module.trace(call(module, one))).not.toEqual(module.trace(call(module, other)))
  })

  test.each(quiet)("does not show %s", (_, body) => {
    const module = moduleOf(body)
    expect(module.trace(call(module, one))).toEqual(module.trace(call(module, other)))
    expect(module.difference(call(module, one), call(module, other))).toBeUndefined()
  })

  test("leaves what is computed as it was", () => {
    const module = moduleOf(
      `(i32.rem_u (i32.load (i32.shl ${secret} (i32.const 2))) (i32.const 7))`,
    )
    for (const value of [0, 5, 20, 63]) expect(call(module, value)()).toBe(value % 7)
  })
})

describe("A difference", () => {
  test("is the first one, and has both values", () => {
    const module = moduleOf(`(local.set $sum (i32.load (i32.const 0)))
      (local.set $sum (i32.load (i32.shl ${secret} (i32.const 2))))
      (i32.rem_u ${secret} (i32.const 7))`)
    const difference = module.difference(call(module, one), call(module, other))
    expect(difference?.values).toEqual([4n * BigInt(one), 4n * BigInt(other)])
    expect(difference?.function).toBe("function 1")
  })

  test("is found where one run ends before the other", () => {
    const module = moduleOf(leaks[1]?.[1] ?? "")
    const difference = module.difference(call(module, 1), call(module, 2))
    expect(difference?.values).toEqual([0n, 1n])
  })

  test("does not depend on what ran before", () => {
    const module =
      moduleOf(`(i32.store (i32.const 0) (i32.add (i32.load (i32.const 0)) (i32.const 4)))
      (i32.load (i32.load (i32.const 0)))`)
    for (let i = 0; i < 3; i++)
      expect(module.difference(call(module, 1), call(module, 2))).toBeUndefined()
  })
})

test("A module with an instruction that nobody knows is refused", () => {
  const text = "(module (func (param f32) (result i32) (i32.const 0)))"
  const module = binaryen.parseText(text)
  const bytes = module.emitBinary()
  module.dispose()
  const at = bytes.lastIndexOf(0x41)
  expect(() => new TracedModule(bytes.with(at, 0xd3))).toThrow("unknown instruction 0xd3")
})

test("A module with imports is refused: their functions could do anything unseen", () => {
  const module = binaryen.parseText(
    '(module (import "host" "tell" (func $tell (param i32))) (func (call $tell (i32.const 1))))',
  )
  const bytes = module.emitBinary()
  module.dispose()
  expect(() => new TracedModule(bytes)).toThrow("imports")
})
