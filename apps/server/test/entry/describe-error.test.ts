import { expect, test } from "vitest"
import { describeError } from "../../src/entry/describe-error.ts"

test("describeError keeps the name, the words, the place and the causes of an error", () => {
  const cause = new TypeError("the reason")
  const error = new Error("what failed", { cause })
  expect(describeError(error)).toEqual({
    name: "Error",
    message: "what failed",
    stack: error.stack,
    cause: { name: "TypeError", message: "the reason", stack: cause.stack },
  })
})

test("describeError keeps nothing else that an error carries", () => {
  const error = Object.assign(new Error("what failed"), { key: "SECRET", request: { a: "SECRET" } })
  expect(JSON.stringify(describeError(error))).not.toContain("SECRET")
  expect(describeError("SECRET")).toEqual({ type: "string" })
})

test("describeError ends when errors cause each other", () => {
  const [one, other] = [new Error("one"), new Error("other")]
  one.cause = other
  other.cause = one
  expect(JSON.stringify(describeError(one)).length).toBeLessThan(10_000)
})
