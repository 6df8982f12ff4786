import { expect, test } from "vitest"
import { streamOf } from "../../src/first-key/stream.ts"

test("streamOf gives the same bytes for the same seed, however they are asked for, and others for another", () => {
  const whole = streamOf(5)(64)
  const stream = streamOf(5)
  expect([...stream(10), ...stream(54)]).toEqual([...whole])
  expect(streamOf(6)(64)).not.toEqual(whole)
})

test("streamOf gives every byte about as often as any other", () => {
  const counts = new Array<number>(256).fill(0)
  for (const byte of streamOf(1)(256_000)) counts[byte] = (counts[byte] as number) + 1
  // 1000 each, with a deviation of 32.
  expect(Math.min(...counts)).toBeGreaterThan(840)
  expect(Math.max(...counts)).toBeLessThan(1160)
})
