import { describe, expect, test } from "vitest"
import { blob, boolean, list, string, structure, timestamp } from "../../src/shape/words.ts"
import { wipeSecrets, writeMembers } from "../../src/shape/write.ts"

describe("writeMembers", () => {
  test("writeMembers writes blobs in base64, dates in seconds, and leaves out what is absent", () => {
    const members = {
      Plaintext: blob(),
      CreationDate: timestamp,
      Truncated: boolean,
      NextMarker: string(),
      Keys: list(structure({ KeyId: string(), KeyArn: string() })),
    }
    const text = writeMembers(members, {
      Plaintext: Uint8Array.of(97),
      CreationDate: 1593622000191,
      Truncated: false,
      NextMarker: undefined,
      Keys: [{ KeyId: "a" }],
    })
    expect(text).toBe(
      '{"Plaintext":"YQ==","CreationDate":1593622000.191,"Truncated":false,"Keys":[{"KeyId":"a"}]}',
    )
  })

  test("writeMembers refuses a member that the shape does not name", () => {
    expect(() => writeMembers({ KeyId: string() }, { KeyID: "a" })).toThrow("bug:")
  })
})

describe("wipeSecrets", () => {
  test("wipeSecrets overwrites secret blobs and no others", () => {
    const values = { Plaintext: Uint8Array.of(1, 2), PublicKey: Uint8Array.of(3) }
    wipeSecrets(
      { Plaintext: blob({ secret: true }), PublicKey: blob(), Other: blob({ secret: true }) },
      values,
    )
    expect(values).toEqual({ Plaintext: Uint8Array.of(0, 0), PublicKey: Uint8Array.of(3) })
  })
})
