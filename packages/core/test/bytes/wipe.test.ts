import { expect, test } from "vitest"
import { wipe } from "../../src/bytes/wipe.ts"

test("wipe sets every byte of every array to zero, and passes over what is missing", () => {
  const secret = Uint8Array.of(1, 2, 3)
  const part = secret.subarray(0, 2)
  const other = Uint8Array.of(4)
  wipe(part, undefined, other)
  expect([...secret, ...other]).toEqual([0, 0, 3, 0])
})
