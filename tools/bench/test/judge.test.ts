import { generateKeyPair } from "@keywright/core"
import { expect, test } from "vitest"
import { judge } from "../src/judge.ts"
import { specNames } from "../src/specs.ts"

const quick = specNames.filter((spec) => spec !== "RSA_3072" && spec !== "RSA_4096")

test.each(quick)("judge accepts a pair of %s and refuses halves of two pairs", async (spec) => {
  const one = await generateKeyPair(spec)
  const other = await generateKeyPair(spec)
  judge(one)
  judge(other)
  expect(() => judge({ ...one, publicKey: other.publicKey })).toThrow("do not fit each other")
})
