import { describe, expect, test } from "vitest"
import { errorNames, errorRow, refuse } from "../src/errors.ts"

describe("The table of errors", () => {
  test("Every client error is 400, and the server's faults are three", () => {
    const faults = errorNames().filter((name) => errorRow(name).status !== 400)
    expect(faults.map((name) => `${name} ${errorRow(name).status}`).sort()).toEqual([
      "DependencyTimeoutException 503",
      "KMSInternalException 500",
      "KeyUnavailableException 500",
    ])
  })

  test("AccessDeniedException alone says `Message`", () => {
    const capital = errorNames().filter((name) => errorRow(name).says === "Message")
    expect(capital).toEqual(["AccessDeniedException"])
  })

  test.each([
    "InvalidCiphertextException",
    "KMSInternalException",
    "NotAuthorizedException",
  ] as const)("%s carries no message", (name) => {
    expect(errorRow(name).sentences).toEqual({})
    expect(refuse(name)).toMatchObject({ name, silent: true, message: "" })
  })

  test("Every other error has a sentence for each of its reasons", () => {
    for (const name of errorNames()) {
      for (const [reason, sentence] of Object.entries(errorRow(name).sentences)) {
        expect(sentence, `${name} ${reason}`).not.toBe("")
      }
    }
  })
})

describe("refuse", () => {
  test("refuse fills the sentence of a row", () => {
    const refusal = refuse("DisabledException", "disabled", { key: "arn:x" })
    expect(refusal).toMatchObject({
      name: "DisabledException",
      message: "arn:x is disabled.",
      silent: false,
    })
  })

  test("refuse puts details in as they are, braces and dollars included", () => {
    const refusal = refuse("NotFoundException", "keyId", { keyId: "{keyId} $& $1" })
    expect(refusal.message).toBe("Invalid keyId '{keyId} $& $1'")
  })

  test("refuse does not compile with a reason or a detail that the row has not", () => {
    // @ts-expect-error: the error has sentences, so one must be chosen
    expect(() => refuse("TagException")).not.toThrow()
    // @ts-expect-error: no such reason
    expect(() => refuse("TagException", "unheardOf")).toThrow("bug:")
    // @ts-expect-error: the sentence has a place for `key`
    expect(refuse("DisabledException", "disabled", {}).message).toContain("undefined")
    // @ts-expect-error: the error never carries a message
    expect(() => refuse("InvalidCiphertextException", "because")).toThrow("bug:")
  })
})
