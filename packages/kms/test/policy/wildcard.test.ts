/** Wildcards, against the regular expression that says the same. */
import fc from "fast-check"
import { expect, test } from "vitest"
import { fits } from "../../src/policy/wildcard.ts"

/** The slow twin. */
function fitsByRegExp(pattern: string, text: string): boolean {
  const quoted = pattern.replaceAll(/[.+^$()|[\]{}\\]/g, String.raw`\$&`)
  return new RegExp(`^${quoted.replaceAll("*", "[^]*").replaceAll("?", "[^]")}$`).test(text)
}

test("fits says what a regular expression says", () => {
  const letters = fc.string({ unit: fc.constantFrom("a", "b", "*", "?", ".", ":"), maxLength: 8 })
  fc.assert(
    fc.property(letters, letters, (pattern, text) => {
      expect(fits(pattern, text)).toBe(fitsByRegExp(pattern, text))
    }),
    { numRuns: 5000 },
  )
})

test.each([
  ["*", "", true],
  ["", "", true],
  ["", "a", false],
  ["?", "", false],
  ["a", "", false],
  ["kms:Put*", "kms:PutKeyPolicy", true],
  ["kms:Put*", "kms:GetKeyPolicy", false],
  ["*Policy", "kms:PutKeyPolicy", true],
  ["*Key*Key*", "kms:PutKeyPolicy", false],
])("fits(%j, %j) is %s", (pattern, text, expected) => {
  expect(fits(pattern, text)).toBe(expected)
})

test("fits ends soon where a regular expression would not", () => {
  expect(fits("*a".repeat(1000), "a".repeat(10_000).replace(/a$/, "b"))).toBe(false)
})
