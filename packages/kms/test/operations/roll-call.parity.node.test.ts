/** Members, required members, bodies and errors of every built operation, against AWS's own SDK. */
import { readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join } from "node:path"
import * as sdk from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { operationNamed, rollCall } from "../../src/operations/roll-call.ts"
import type { Members } from "../../src/shape/words.ts"

const built = rollCall().filter(({ isBuilt }) => isBuilt)

/** A structure of the SDK's schemas: the first `required` of `names` must be there. */
type Structure = readonly [
  3,
  string,
  string,
  object,
  names: string[],
  types: unknown[],
  required?: number,
]
type OperationSchema = readonly [
  9,
  string,
  string,
  object,
  () => Structure,
  () => Structure | "unit",
]

function schema(name: string): { input: Structure; output: Structure | "unit" } {
  const [, , , , input, output] = (sdk as unknown as Record<string, OperationSchema>)[
    `${name}$`
  ] as OperationSchema
  return { input: input(), output: output() }
}

/** What the SDK's documentation says that a command throws. */
function documentedErrors(name: string): string[] {
  const main = createRequire(import.meta.url).resolve("@aws-sdk/client-kms")
  const file = join(main, "../../dist-types/commands", `${name}Command.d.ts`)
  const links = readFileSync(file, "utf8").matchAll(/@throws \{@link (\w+)\}/g)
  return Array.from(links, ([, error = ""]) => error).filter(
    (error) => error !== "KMSServiceException",
  )
}

const requiredOf = (members: Members): string[] =>
  Object.keys(members).filter((member) => members[member]?.required)

/** Members of answers that AWS has and no built operation gives: what would be in them is not built. */
const answersNotGiven = ["CiphertextForRecipient"]

/** Errors of AWS's pages that nothing here can lead to yet. */
const errorsNotReached: Readonly<Record<string, readonly string[]>> = {
  CreateKey: [
    "CloudHsmClusterInvalidConfigurationException",
    "CustomKeyStoreInvalidStateException",
    "XksKeyAlreadyInUseException",
    "XksKeyInvalidConfigurationException",
    "XksKeyNotFoundException",
  ],
  EnableKey: ["LimitExceededException"],
  GenerateRandom: ["CustomKeyStoreInvalidStateException"],
}

describe("Parity with the AWS SDK", () => {
  test("There is something to compare", () => {
    expect(built.length).toBeGreaterThan(20)
  })

  test.each(built.map(({ name }) => name))("%s takes the members that AWS takes", (name) => {
    const { input } = schema(name)
    expect(Object.keys(operationNamed(name)?.input ?? {}).sort()).toEqual([...input[4]].sort())
  })

  test.each(built.map(({ name }) => name))("%s requires the members that AWS requires", (name) => {
    const [, , , , names, , required = 0] = schema(name).input
    expect(requiredOf(operationNamed(name)?.input ?? {}).sort()).toEqual(
      names.slice(0, required).sort(),
    )
  })

  test.each(built.map(({ name }) => name))("%s answers the members that AWS answers", (name) => {
    const { output } = schema(name)
    const ours = operationNamed(name)?.output
    if (typeof output === "string") expect(ours).toBeUndefined()
    else {
      const names = output[4].filter((member) => !answersNotGiven.includes(member))
      expect(Object.keys(ours ?? {}).sort()).toEqual(names.sort())
    }
  })

  test.each(built)("$name may fail as AWS's page says", ({ name, errors }) => {
    const expected = documentedErrors(name).filter(
      (error) => !errorsNotReached[name]?.includes(error),
    )
    expect([...errors].sort()).toEqual(expected.sort())
  })
})
