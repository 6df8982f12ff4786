/** ListKeyPolicies: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { badIdentifiers, client } from "../../client.ts"

describe("Shape", () => {
  test.each([0, 1001])("ListKeyPolicies refuses a limit of %d", async (Limit) => {
    const { refused, key } = await client()
    expect(await refused("ListKeyPolicies", { KeyId: await key(), Limit })).toContain(
      `Value '${Limit}' at 'limit' failed to satisfy constraint: Member must have value`,
    )
  })
})

describe("Refusals", () => {
  test.each(badIdentifiers)("ListKeyPolicies refuses the key %s", async (KeyId, expected) => {
    expect(await (await client()).refused("ListKeyPolicies", { KeyId })).toBe(expected)
  })
})

describe("Deed", () => {
  test("ListKeyPolicies lists the one policy that a key has", async () => {
    const { ok, key } = await client()
    const KeyId = await key()
    const all = { PolicyNames: ["default"], Truncated: false }
    expect(await ok("ListKeyPolicies", { KeyId })).toEqual(all)
    expect(await ok("ListKeyPolicies", { KeyId, Limit: 1 })).toEqual(all)
  })

  test("ListKeyPolicies lists nothing behind a marker", async () => {
    const { ok, key } = await client()
    expect(await ok("ListKeyPolicies", { KeyId: await key(), Marker: "x" })).toEqual({
      PolicyNames: [],
      Truncated: false,
    })
  })
})
