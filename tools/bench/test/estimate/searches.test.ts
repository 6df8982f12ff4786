import { expect, test } from "vitest"
import { candidatesOf, nameCall } from "../../src/estimate/searches.ts"

test("candidatesOf reads what nameCall has written", () => {
  expect(candidatesOf(nameCall("filter", [1024, 4]))).toBe(4)
  expect(candidatesOf(nameCall("filter", [1024]))).toBe(2)
  expect(candidatesOf(nameCall("millerRabin", [1024, 1, 4]))).toBeUndefined()
})

test("nameCall leaves other calls their names", () => {
  expect(nameCall("makeCrtNumbers", [1024])).toBe("makeCrtNumbers")
})
