/** The roll call against AWS's own SDK: names, members and errors. */
import * as sdk from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { rollCall } from "../../src/index.ts"
import { client } from "../client.ts"

const commands = Object.keys(sdk)
  .filter((name) => name.endsWith("Command"))
  .map((name) => name.slice(0, -"Command".length))

describe("The roll call", () => {
  test("has every operation of the SDK, once, and no other", () => {
    expect(commands.length).toBeGreaterThan(50)
    const names = rollCall().map(({ name }) => name)
    expect([...names].sort()).toEqual(commands.filter((name) => name !== "$").sort())
  })

  test("names only errors that the SDK has", () => {
    const known = new Set([...Object.keys(sdk), "DryRunOperationException"])
    for (const { errors } of rollCall()) for (const error of errors) expect(known).toContain(error)
  })

  const notBuilt = rollCall().filter(({ isBuilt }) => !isBuilt)
  test.each(notBuilt.map(({ name }) => name))("%s says that it is not built", async (name) => {
    expect(await (await client()).refused(name)).toBe(
      `UnsupportedOperationException: ${name} is not built yet.`,
    )
  })
})
