import { ed25519 } from "@noble/curves/ed25519.js"
import { p256, p384, p521 } from "@noble/curves/nist.js"
import { secp256k1 } from "@noble/curves/secp256k1.js"
import { describe, expect, test } from "vitest"
import basePointMultiples from "../../../../vectors/botan/base-point-multiples.json" with {
  type: "json",
}
import keyPairs from "../../../../vectors/cavp/ecdsa-key-pairs.json" with { type: "json" }
import sm2KeyPairs from "../../../../vectors/sm2/key-pairs.json" with { type: "json" }
import { curveDoors } from "../../src/curves.ts"
import type { CurveName } from "../../src/doors.ts"
import { curveNames, curveNumbers, curveOracle, pointBytes, scalarBytes } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import { curveBuilds, curveIndex, examCore } from "./exam-core.ts"

const WINDOW_BITS = 6n
const weierstrassNames = curveNames.filter((name) => name !== "Ed25519")
const tables = curveBuilds.flatMap(
  (build) =>
    [
      ["one window", build, false],
      ["all windows", build, true],
    ] as const,
)

describe.each(tables)("multiplyBase from %s, %s build", (_, build, allWindows) => {
  const core = examCore(build)
  const { multiplyBase } = curveDoors(core)
  for (const name of curveNames) core.examineTable(curveIndex[name], allWindows)

  function hexOf(name: CurveName, scalar: bigint): string {
    const point = multiplyBase(name, scalarBytes(name, scalar))
    if (point === undefined) throw new Error(`${name} refuses ${scalar.toString(16)}`)
    return hex(point)
  }

  test.each(weierstrassNames)(
    "agrees with the oracle on 1 to 130 and their negatives: %s",
    (name) => {
      const curve = curveNumbers[name]
      let point: readonly [bigint, bigint] | undefined
      for (let scalar = 1n; scalar <= 130n; scalar++) {
        point = curve.add(point, curve.base)
        if (point === undefined) throw new Error("the order is not below 131")
        expect(hexOf(name, scalar), `${scalar}`).toBe(hex(pointBytes(name, point)))
        const negative = [point[0], curve.prime - point[1]] as const
        expect(hexOf(name, curve.order - scalar), `-${scalar}`).toBe(
          hex(pointBytes(name, negative)),
        )
      }
    },
  )

  test.each(weierstrassNames)(
    "agrees with the oracle on each window alone, all ones and one: %s",
    (name) => {
      const curve = curveNumbers[name]
      let power: readonly [bigint, bigint] | undefined = curve.base
      for (let bit = 0n; 63n << bit < curve.order; bit += WINDOW_BITS) {
        expect(hexOf(name, 1n << bit), `2^${bit}`).toBe(hex(pointBytes(name, power)))
        let sixtyFour: readonly [bigint, bigint] | undefined = power
        for (let i = 0; i < 6; i++) sixtyFour = curve.add(sixtyFour, sixtyFour)
        const opposite = power && ([power[0], curve.prime - power[1]] as const)
        const ones = curve.add(sixtyFour, opposite)
        expect(hexOf(name, 63n << bit), `63 * 2^${bit}`).toBe(hex(pointBytes(name, ones)))
        power = sixtyFour
      }
    },
  )

  test.each(weierstrassNames)(
    "doubles where the last addition meets the same point twice: %s",
    (name) => {
      const exceptional = allWindows ? exceptionalOfAllWindows(name) : exceptionalOfOneWindow(name)
      // n mod 128 decides whether a last window can end in the digit: on two curves it cannot.
      const none = !allWindows && ["P-521", "SM2"].includes(name)
      expect(exceptional).toHaveLength(none ? 0 : 2)
      for (const scalar of exceptional) {
        expect(hexOf(name, scalar)).toBe(hex(oracle(name, scalar)))
      }
    },
  )

  test.each(curveNames)(
    "agrees with the oracle on random scalars and at half the order: %s",
    (name) => {
      const random = randomNumbers()
      const { order } = curveNumbers[name]
      const scalars = [order >> 1n, (order >> 1n) + 1n, random.below(order), random.below(order)]
      for (const scalar of scalars.map((value) => clampedFor(name, value))) {
        expect(hexOf(name, scalar), `seed ${random.seed}`).toBe(hex(oracle(name, scalar)))
      }
    },
  )

  test.each(curveNames.filter((name) => name !== "SM2"))(
    "agrees with noble on random scalars: %s",
    (name) => {
      const random = randomNumbers()
      for (let i = 0; i < 100; i++) {
        const scalar = clampedFor(name, 1n + random.below(curveNumbers[name].order - 1n))
        expect(hexOf(name, scalar), `seed ${random.seed}`).toBe(hex(noble(name, scalar)))
      }
    },
  )

  test("agrees with noble on clamped scalars at the ends of their range: Ed25519", () => {
    const ends = [2n ** 254n, 2n ** 254n + 8n, 2n ** 255n - 8n, 2n ** 255n - 16n]
    const windows = Array.from(
      { length: 42 },
      (_, i) => 2n ** 254n + ((63n << BigInt(6 * i)) & -8n),
    )
    for (const scalar of [...ends, ...windows.filter((value) => value < 2n ** 255n)]) {
      expect(hexOf("Ed25519", scalar)).toBe(hex(noble("Ed25519", scalar)))
    }
  })

  test.each(["P-256", "P-384", "P-521"] as const)(
    "agrees with NIST's key pairs (CAVP): %s",
    (name) => {
      const digits = 2 * curveNumbers[name].scalarBytes
      for (const { scalar, x, y } of keyPairs[name]) {
        expect(hexOf(name, BigInt(`0x${scalar}`))).toBe(
          x.padStart(digits, "0") + y.padStart(digits, "0"),
        )
      }
    },
  )

  test("agrees with the examples of GB/T 32918.5: SM2", () => {
    for (const { scalar, x, y } of sm2KeyPairs)
      expect(hexOf("SM2", BigInt(`0x${scalar}`))).toBe(x + y)
  })

  test.each(["secp256k1", "SM2"] as const)(
    "agrees with Botan's multiples of the base point: %s",
    (name) => {
      for (const { scalar, point } of basePointMultiples[name]) {
        expect(`04${hexOf(name, BigInt(`0x${scalar}`))}`).toBe(point)
      }
    },
  )
})

describe("multiplyBase as it is used", () => {
  test("gives the same points while it makes its full table at the seventeenth", () => {
    const { multiplyBase } = curveDoors(examCore())
    for (let scalar = 1n; scalar <= 20n; scalar++) {
      const point = multiplyBase("P-256", scalarBytes("P-256", scalar))
      expect(hex(point as Uint8Array), `${scalar}`).toBe(hex(noble("P-256", scalar)))
    }
  })

  test("uses all curves in turn without one's table touching another's", () => {
    const core = examCore()
    const { multiplyBase } = curveDoors(core)
    for (const allWindows of [false, true]) {
      for (const name of curveNames) core.examineTable(curveIndex[name], allWindows)
      for (const name of curveNames) {
        const scalar = clampedFor(name, 0x123456789abcdef0n)
        const point = multiplyBase(name, scalarBytes(name, scalar))
        expect(hex(point as Uint8Array)).toBe(hex(oracle(name, scalar)))
      }
    }
  })
})

/** K = 2d + n for the one odd d in -63 .. -1 whose window K ends in, and n - K. */
function exceptionalOfOneWindow(name: CurveName): bigint[] {
  const { order } = curveNumbers[name]
  const found: bigint[] = []
  for (let size = 1n; size < 64n; size += 2n) {
    const odd = order - 2n * size
    if ((odd + size) % 128n === 64n) found.push(odd, order - odd)
  }
  return found
}

/** K = 2T - n for the one T = d * 64^(windows - 1) that leaves a smaller partial sum K - T, and n - K. */
function exceptionalOfAllWindows(name: CurveName): bigint[] {
  const { order, prime } = curveNumbers[name]
  const windows = BigInt(Math.ceil(prime.toString(2).length / Number(WINDOW_BITS)))
  const place = 1n << (WINDOW_BITS * (windows - 1n))
  const found: bigint[] = []
  for (let digit = 1n; digit < 64n; digit += 2n) {
    const partial = digit * place - order
    const odd = partial + digit * place
    if (partial > -place && partial < place && odd > 0n && odd < order) found.push(odd, order - odd)
  }
  return found
}

/** The value itself, or made a multiple of 8 from 2^254 to 2^255 - 8. */
function clampedFor(name: CurveName, value: bigint): bigint {
  return name === "Ed25519" ? 2n ** 254n + ((value % 2n ** 254n) & -8n) : value
}

function oracle(name: CurveName, scalar: bigint): Uint8Array {
  return curveOracle.multiplyBase(name, scalarBytes(name, scalar)) as Uint8Array
}

function noble(name: CurveName, scalar: bigint): Uint8Array {
  if (name === "Ed25519")
    return ed25519.Point.BASE.multiply(scalar % ed25519.Point.Fn.ORDER).toBytes()
  const curve = { "P-256": p256, "P-384": p384, "P-521": p521, secp256k1 }[name as "P-256"]
  return curve.Point.BASE.multiply(scalar).toBytes(false).subarray(1)
}

function hex(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("")
}
