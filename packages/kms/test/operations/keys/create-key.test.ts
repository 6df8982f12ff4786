/** CreateKey: shape, refusals, deed. */
import { describe, expect, test } from "vitest"
import { account, client, keyArn, region, startMs } from "../../client.ts"

describe("Shape", () => {
  test("CreateKey refuses a key spec that AWS does not have", async () => {
    expect(await (await client()).refused("CreateKey", { KeySpec: "HMAC_random" })).toMatch(
      /^ValidationException: 1 validation error detected: Value 'HMAC_random' at 'keySpec' failed to satisfy constraint: Member must satisfy enum value set: \[RSA_2048, /,
    )
  })

  test("CreateKey names every member that is wrong, tags by their place from 1", async () => {
    const Tags = [{ TagKey: "a".repeat(129), TagValue: "" }]
    const refused = await (await client()).refused("CreateKey", {
      Description: "d".repeat(8193),
      Tags,
    })
    expect(refused).toContain("2 validation errors detected")
    expect(refused).toContain("at 'tags.1.member.tagKey'")
  })

  test("CreateKey refuses a description that is no text", async () => {
    expect(await (await client()).refused("CreateKey", { Description: 7 })).toContain(
      "SerializationException",
    )
  })
})

describe("Refusals", () => {
  test.each([
    [
      { KeySpec: "HMAC_256" },
      "ValidationException: You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.",
    ],
    [
      { KeySpec: "RSA_2048", KeyUsage: "KEY_AGREEMENT" },
      "ValidationException: KeyUsage KEY_AGREEMENT is not compatible with KeySpec RSA_2048",
    ],
    [
      { KeySpec: "SM2", KeyUsage: "SIGN_VERIFY" },
      "UnsupportedOperationException: KeySpec SM2 is not supported in this Region.",
    ],
    [
      { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" },
      "UnsupportedOperationException: KeySpec RSA_2048 is not built yet.",
    ],
    [{ Origin: "EXTERNAL" }, "UnsupportedOperationException: Origin EXTERNAL is not built yet."],
    [{ MultiRegion: true }, "UnsupportedOperationException: MultiRegion true is not built yet."],
    [
      { Tags: [{ TagKey: "AWS:x", TagValue: "" }] },
      "TagException: Tags beginning with aws: are reserved",
    ],
    [
      {
        Tags: [
          { TagKey: "a", TagValue: "1" },
          { TagKey: "a", TagValue: "2" },
        ],
      },
      "TagException: Duplicate tag keys",
    ],
    [
      { Tags: Array.from({ length: 51 }, (_, i) => ({ TagKey: `k${i}`, TagValue: "" })) },
      "TagException: Too many tags",
    ],
  ])("CreateKey refuses %j", async (input, expected) => {
    expect(await (await client()).refused("CreateKey", input)).toBe(expected)
  })
})

describe("Deed", () => {
  test("CreateKey answers the metadata of an enabled symmetric encryption key", async () => {
    const { ok } = await client()
    const { KeyMetadata } = await ok<{ KeyMetadata: Record<string, unknown> }>("CreateKey", {
      Description: "for tests",
    })
    expect(KeyMetadata).toEqual({
      AWSAccountId: account,
      KeyId: expect.stringMatching(
        /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      ),
      Arn: keyArn(KeyMetadata.KeyId as string),
      CreationDate: startMs / 1000,
      CurrentKeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      CustomerMasterKeySpec: "SYMMETRIC_DEFAULT",
      Description: "for tests",
      Enabled: true,
      EncryptionAlgorithms: ["SYMMETRIC_DEFAULT"],
      KeyManager: "CUSTOMER",
      KeySpec: "SYMMETRIC_DEFAULT",
      KeyState: "Enabled",
      KeyUsage: "ENCRYPT_DECRYPT",
      MultiRegion: false,
      Origin: "AWS_KMS",
    })
  })

  test("CreateKey has written the key before it answers, wrapped", async () => {
    const { key, store } = await client()
    const row = await store.read("key", `${account}/${region}/${await key()}`)
    expect(row?.value).toContain('"wrapped"')
  })
})
