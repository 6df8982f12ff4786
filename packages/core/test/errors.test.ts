import { expect, test } from "vitest"
import { CoreError } from "../src/errors.ts"

test("A CoreError says its code, where it happened, and a sentence", () => {
  const error = new CoreError("der/length-not-minimal", { offset: 17 })
  expect(error.message).toBe("der/length-not-minimal at 17: The length could be written shorter.")
  expect(error.code).toBe("der/length-not-minimal")
  expect(error.offset).toBe(17)
})

test("A CoreError without an offset says none, and fills its sentence", () => {
  const error = new CoreError("key-pair/seed", { limit: 16 })
  expect(error.message).toBe("key-pair/seed: A seed is a Uint8Array of at least 16 bytes.")
  expect(error.offset).toBeUndefined()
})
