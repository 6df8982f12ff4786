import * as sdk from "@aws-sdk/client-kms"
import { rollCall } from "@keywright/kms"
import { expect, test } from "vitest"
import { checkSdk } from "../src/sdk.ts"
import { spelled } from "./planted.ts"

const entries = rollCall()

const messages = (roll = entries): string =>
  checkSdk(roll, { ...sdk })
    .map(spelled)
    .join("\n")

test("Every operation has the name and the members that AWS's SDK has", () => {
  expect(messages()).toBe("")
})

test("The SDK check catches an operation that is forgotten, and one that AWS does not have", () => {
  const renamed = entries.map((entry) =>
    entry.name === "Sign" ? { ...entry, name: "Sing" } : entry,
  )
  expect(messages(renamed)).toContain("lacks Sign")
  expect(messages(renamed)).toContain("has Sing, which AWS does not")
})

test("The SDK check catches a member that is forgotten, and one that AWS does not have", () => {
  const changed = entries.map((entry) =>
    entry.name === "Encrypt"
      ? { ...entry, input: entry.input.map((member) => (member === "DryRun" ? "WetRun" : member)) }
      : entry,
  )
  expect(messages(changed)).toContain("Encrypt has the member WetRun, which AWS does not")
  expect(messages(changed)).toContain("Encrypt lacks the member DryRun")
})

test("The SDK check fails when it looked at nothing", () => {
  expect(messages([])).toContain("looked at 0 members")
})
