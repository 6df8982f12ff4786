import { afterEach, expect, test, vi } from "vitest"
import { systemRandom } from "../../src/random/system-random.ts"

afterEach(() => {
  vi.restoreAllMocks()
})

test.each([0, 1, 128, 129, 65536, 65537, 200_000])(
  "systemRandom gives %d bytes, fewer and more than one call of the platform gives",
  (length) => {
    const bytes = systemRandom(length)
    expect(bytes).toHaveLength(length)
    // Thirty-two zeros at the end have a chance of 2^-256: a part that was not filled shows there.
    if (length >= 32) expect(bytes.subarray(-32).some((byte) => byte !== 0)).toBe(true)
  },
)

test("systemRandom hands out every byte of the platform once, in order, and overwrites it where it lay", () => {
  const filled: Uint8Array[] = []
  let counter = 0
  vi.spyOn(crypto, "getRandomValues").mockImplementation((array) => {
    const bytes = array as unknown as Uint8Array
    // 251 is prime to the pool's length, so that no two pools look alike.
    for (let i = 0; i < bytes.length; i++) bytes[i] = 1 + (counter++ % 251)
    filled.push(bytes)
    return array
  })
  // What lies in the pool from before goes first.
  while (filled.length === 0) systemRandom(1)
  let expected = 1
  for (const length of [16, 128, 1, 32, 100]) {
    const due = Array.from({ length }, () => 1 + (expected++ % 251))
    expect([...systemRandom(length)]).toEqual(due)
  }
  const [pool] = filled as [Uint8Array]
  expect(pool.subarray(0, expected).every((byte) => byte === 0)).toBe(true)
  expect(pool.subarray(expected).every((byte) => byte !== 0)).toBe(true)
})

test("systemRandom never shares an array between two draws", () => {
  const first = systemRandom(32)
  const copy = first.slice()
  const second = systemRandom(32)
  second.fill(0)
  expect(first).toEqual(copy)
  expect(first.buffer).not.toBe(second.buffer)
})
