import { expect, test } from "vitest"
import type { PrimeBits } from "../src/doors.ts"
import { drawStartingPoint } from "../src/starting-point.ts"
import { bytesOf, numberOf } from "./oracle-primes.ts"
import { random } from "./streams.ts"

const sizes: readonly PrimeBits[] = [1024, 1536, 2048]

/** The whole part of a square root, by Newton. */
function rootOf(value: bigint): bigint {
  let root = 1n << BigInt(value.toString(2).length / 2 + 1)
  for (let next = root; ; root = next) {
    next = (root + value / root) / 2n
    if (next >= root) return root
  }
}

test.each(sizes)(
  "The least starting point of %d bits is sqrt(2) 2^(bits - 1), rounded up",
  async (bits) => {
    const root = rootOf(2n ** BigInt(2 * bits - 1))
    expect(root * root <= 2n ** BigInt(2 * bits - 1)).toBe(true)
    const draws = [root, 2n ** BigInt(bits - 1), root - 1n, root + 1n, root + 2n]
    let next = 0
    const point = await drawStartingPoint(bits, (length) =>
      bytesOf(draws[next++] as bigint, length),
    )
    expect(numberOf(point)).toBe(root + 1n)
    expect(next).toBe(4)
  },
)

test.each(sizes)(
  "Starting points of %d bits have their top bit, whatever is drawn",
  async (bits) => {
    const point = await drawStartingPoint(bits, (length) => new Uint8Array(length).fill(0x7f))
    expect(point[0]).toBe(0xff)
    for (let i = 0; i < 20; i++) {
      const square = numberOf(await drawStartingPoint(bits, random)) ** 2n
      expect(square >= 2n ** BigInt(2 * bits - 1)).toBe(true)
    }
  },
)

test("A source that gives nothing large enough is refused, and what it gave is wiped", async () => {
  const given: Uint8Array[] = []
  const source = (length: number): Uint8Array => {
    const bytes = new Uint8Array(length).fill(0x33)
    given.push(bytes)
    return bytes
  }
  await expect(drawStartingPoint(1024, source)).rejects.toMatchObject({ name: "BrokenSourceError" })
  expect(given).toHaveLength(128)
  expect(given.every((bytes) => bytes.every((byte) => byte === 0))).toBe(true)
})
