import { expect, test } from "vitest"
import { candidatesOf, methods, nameCall, searchOf } from "../../src/estimate/searches.ts"

test("candidatesOf reads what nameCall has written", () => {
  expect(candidatesOf(nameCall("filter", [1024, 4]))).toBe(4)
  expect(candidatesOf(nameCall("filter", [1024]))).toBe(2)
  expect(candidatesOf(nameCall("millerRabin", [1024, 1, 4]))).toBeUndefined()
})

test("nameCall leaves other calls their names", () => {
  expect(nameCall("makeCrtNumbers", [1024])).toBe("makeCrtNumbers")
})

test("searchOf knows two searches, and that the one with a sieve looks at fewer numbers", () => {
  expect(methods.toSorted()).toEqual(["A.1.3", "A.1.6"])
  expect(searchOf(1024)).toEqual(searchOf(1024, "A.1.6"))
  expect(searchOf(1024, "A.1.6").sieveEnd).toBeGreaterThan(searchOf(1024, "A.1.3").sieveEnd)
})
