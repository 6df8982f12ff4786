import { describe, expect, test } from "vitest"
import { inverse, residue } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import {
  curveIndex,
  curvesInBuilds,
  examCore,
  type Field,
  fieldOf,
  getDigits,
  numberOfDigits,
  putDigits,
} from "./exam-core.ts"

type Four = readonly [bigint, bigint, bigint, bigint]

/** Sizes that formulas take and leave: X and Y, both of Z, and the largest factor that is left in memory. */
const bounds = {
  weierstrass: { x: 4, y: 2, z: 1, added: { x: 4, factor: 5 }, doubled: { x: 3, factor: 5 } },
  edwards: { x: 1, y: 1, z: 1, added: { x: 1, factor: 3 }, doubled: { x: 1, factor: 4 } },
}

describe.each(curvesInBuilds)("Formulas of %s, %s build", (name, build) => {
  const core = examCore(build)
  const field = fieldOf(name)
  const random = randomNumbers()
  const isEdwards = name === "Ed25519"
  const sizes = isEdwards ? bounds.edwards : bounds.weierstrass
  // Makes the curve's constants.
  core.examineTable(curveIndex[name], false)

  /** Puts digits of a size into both lanes, all at one end or mixed; answers the two elements of the field. */
  function put(address: number, [low, high]: readonly [number, number]): [bigint, bigint] {
    const elements = ([low, high] as const).map((size, lane) => {
      const digits = digitsOf(field, BigInt(size))
      putDigits(core, { address, lane: lane as 0 | 1 }, digits)
      return elementOf(digits)
    })
    return elements as [bigint, bigint]
  }

  function digitsOf(of: Field, size: bigint): bigint[] {
    const mixed = random.below(3n) === 0n
    const sign = random.below(2n) === 0n ? 1n : -1n
    return Array.from({ length: of.digits }, (_, i) => {
      const bits = i === of.digits - 1 ? of.topBits : of.radixBits
      const end = size << BigInt(bits - 1)
      return mixed ? random.below(2n * end + 1n) - end : sign * end
    })
  }

  /** The element that digits stand for, without the radix of a Montgomery product. */
  function elementOf(digits: readonly bigint[]): bigint {
    const value = numberOfDigits(digits, field.radixBits)
    return residue(value * inverse(field.radix, field.modulus), field.modulus)
  }

  function get(address: number): [bigint, bigint] {
    return [0, 1].map((lane) =>
      elementOf(getDigits(core, { address, lane: lane as 0 | 1 }, field.digits)),
    ) as [bigint, bigint]
  }

  /** The size of a lane, in hundredths: its largest digit against half the radix. */
  function sizeOf(address: number, lane: 0 | 1): number {
    const digits = getDigits(core, { address, lane }, field.digits)
    const hundredths = digits.map((digit, i) => {
      const bits = i === field.digits - 1 ? field.topBits : field.radixBits
      return Number(((digit < 0n ? -digit : digit) * 100n) >> BigInt(bits - 1))
    })
    return Math.max(...hundredths) / 100
  }

  test.each([
    ["add", false],
    ["double", true],
  ] as const)(
    "%s as in plain arithmetic, on digits at the ends of their sizes, and stay in their bounds",
    (_, doubles) => {
      const { XY, Z, ENTRY, ENTRY_T, LEFT, LEFT_2, RIGHT } = core
      for (let i = 0; i < 200; i++) {
        const point: Four = [
          ...put(XY.value, [sizes.x, sizes.y]),
          ...put(Z.value, [sizes.z, sizes.z]),
        ]
        const entry = put(ENTRY.value, [1, 1])
        const [scaled] = put(ENTRY_T.value, [1, 1])
        core.examineGroup(curveIndex[name], doubles)
        const expected = isEdwards
          ? doubles
            ? doubleEdwards(point)
            : addEdwards(point, [...entry, scaled])
          : doubles
            ? doubleWeierstrass(point)
            : addWeierstrass(point, entry)
        const seen = `seed ${random.seed}, ${i}`
        expect([...get(XY.value), ...get(Z.value)], seen).toEqual(
          expected.map((value) => residue(value, field.modulus)),
        )
        const most = doubles ? sizes.doubled : sizes.added
        expect(sizeOf(XY.value, 0), seen).toBeLessThanOrEqual(most.x)
        expect(sizeOf(XY.value, 1), seen).toBeLessThanOrEqual(sizes.y)
        for (const lane of [0, 1] as const) {
          expect(sizeOf(Z.value, lane), seen).toBeLessThanOrEqual(1)
          for (const factor of [LEFT, LEFT_2, RIGHT]) {
            expect(sizeOf(factor.value, lane), seen).toBeLessThanOrEqual(most.factor)
          }
        }
      }
    },
  )

  // The formulas as their sources print them: see assembly/curves/weierstrass.ts and edwards.ts.

  function addWeierstrass([x1, y1, zz1, zzz1]: Four, [x2, y2]: readonly [bigint, bigint]): Four {
    const p = x2 * zz1 - x1
    const r = y2 * zzz1 - y1
    const [pp, ppp, q] = [p ** 2n, p ** 3n, x1 * p ** 2n]
    const x3 = r ** 2n - ppp - 2n * q
    return [x3, r * (q - x3) - y1 * ppp, zz1 * pp, zzz1 * ppp]
  }

  function doubleWeierstrass([x1, y1, zz1, zzz1]: Four): Four {
    const [u, a] = [2n * y1, name === "secp256k1" ? 0n : -3n]
    const [v, w, s] = [u ** 2n, u ** 3n, x1 * u ** 2n]
    const m = 3n * x1 ** 2n + a * zz1 ** 2n
    const x3 = m ** 2n - 2n * s
    return [x3, m * (s - x3) - w * y1, v * zz1, w * zzz1]
  }

  /** The point as (X, Y, T, Z), the entry as (y - x, y + x, 2dxy). */
  function addEdwards(
    [x1, y1, t1, z1]: Four,
    [minus, plus, t2]: readonly [bigint, bigint, bigint],
  ): Four {
    const [a, b, c, d] = [(y1 - x1) * minus, (y1 + x1) * plus, t1 * t2, 2n * z1]
    const [e, f, g, h] = [b - a, d - c, d + c, b + a]
    return [e * f, g * h, e * h, f * g]
  }

  function doubleEdwards([x1, y1, , z1]: Four): Four {
    const [a, b] = [x1 ** 2n, y1 ** 2n]
    const [e, g, h] = [(x1 + y1) ** 2n - a - b, b - a, -a - b]
    const f = g - 2n * z1 ** 2n
    return [e * f, g * h, e * h, f * g]
  }
})
