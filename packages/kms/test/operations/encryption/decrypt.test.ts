/** Encrypt, Decrypt, ReEncrypt: shape, refusals, deed. */
import { decodeBase64, decodeHex, encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import awsBlobs from "../../../../../vectors/aws-kms-blobs/real-kms-ciphertext-blobs.json" with {
  type: "json",
}
import { type Client, client, keyArn, unknownKeyId } from "../../client.ts"

interface Sealed {
  CiphertextBlob: string
}

const Plaintext = encodeBase64(new TextEncoder().encode("a secret"))

async function sealed(
  caller: Client,
  EncryptionContext?: object,
): Promise<Sealed & { KeyId: string }> {
  const KeyId = await caller.key()
  const { CiphertextBlob } = await caller.ok<Sealed>("Encrypt", {
    KeyId,
    Plaintext,
    EncryptionContext,
  })
  return { KeyId, CiphertextBlob }
}

describe("Shape", () => {
  test.each([
    [0, "greater than or equal to 1"],
    [4097, "less than or equal to 4096"],
  ])("Encrypt refuses %d bytes, and does not repeat them", async (length, rule) => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), Plaintext: encodeBase64(new Uint8Array(length)) }
    expect(await refused("Encrypt", input)).toBe(
      `ValidationException: 1 validation error detected: Value at 'plaintext' failed to satisfy constraint: Member must have length ${rule}`,
    )
  })

  test("Encrypt refuses what is not base64", async () => {
    const { refused, key } = await client()
    expect(await refused("Encrypt", { KeyId: await key(), Plaintext: "*" })).toContain(
      "SerializationException",
    )
  })
})

describe("Refusals", () => {
  test.each([
    ["another value", { a: "b" }],
    ["none", undefined],
    ["one more pair", { a: "bc", d: "e" }],
    ["the same letters cut elsewhere", { ab: "c" }],
    ["other capitals", { A: "bc" }],
  ])('Decrypt refuses the context {"a":"bc"} when it is given %s', async (_, EncryptionContext) => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller, { a: "bc" })
    expect(await caller.refused("Decrypt", { CiphertextBlob, EncryptionContext })).toBe(
      "InvalidCiphertextException",
    )
  })

  test("Decrypt refuses a ciphertext of which any byte changed, that is cut short, or goes on", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    const blob = decodeBase64(CiphertextBlob) as Uint8Array
    const changed = Array.from(blob, (byte, at) => blob.with(at, byte ^ 1))
    const cut = [blob.subarray(0, -1), blob.subarray(0, 100), Uint8Array.of(...blob, 0)]
    for (const bytes of [...changed, ...cut]) {
      const refused = await caller.refused("Decrypt", {
        CiphertextBlob: encodeBase64(bytes),
        KeyId,
      })
      expect(["InvalidCiphertextException", incorrectKey]).toContain(refused)
    }
  })

  const incorrectKey =
    "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation."

  test("Decrypt refuses ciphertexts that AWS KMS itself has made", async () => {
    const { refused } = await client()
    for (const { ciphertextBlob } of awsBlobs) {
      const CiphertextBlob = encodeBase64(decodeHex(ciphertextBlob) as Uint8Array)
      expect(await refused("Decrypt", { CiphertextBlob })).toBe("InvalidCiphertextException")
    }
  })

  test("Decrypt refuses a ciphertext of a key that is not here", async () => {
    const { CiphertextBlob } = await sealed(await client())
    const other = await client()
    expect(await other.refused("Decrypt", { CiphertextBlob })).toBe(
      "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access.",
    )
  })

  test("Decrypt refuses another key than the ciphertext's", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    expect(await caller.refused("Decrypt", { CiphertextBlob, KeyId: await caller.key() })).toBe(
      incorrectKey,
    )
    expect(await caller.refused("Decrypt", { CiphertextBlob, KeyId: unknownKeyId })).toBe(
      `NotFoundException: Key '${keyArn(unknownKeyId)}' does not exist`,
    )
  })

  test("Encrypt refuses an algorithm of other keys", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), Plaintext, EncryptionAlgorithm: "RSAES_OAEP_SHA_256" }
    expect(await refused("Encrypt", input)).toBe(
      "InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_256 is incompatible with key spec SYMMETRIC_DEFAULT.",
    )
  })

  test("Decrypt refuses a recipient: it never answers the plaintext in its place", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256", AttestationDocument: "YQ==" }
    expect(await caller.refused("Decrypt", { CiphertextBlob, Recipient })).toBe(
      "UnsupportedOperationException: Recipient is not built yet.",
    )
  })

  test.each([
    ["DisableKey", (arn: string) => `DisabledException: ${arn} is disabled.`],
    [
      "ScheduleKeyDeletion",
      (arn: string) => `KMSInvalidStateException: ${arn} is pending deletion.`,
    ],
  ])("Encrypt, Decrypt and ReEncrypt refuse a key after %s", async (operation, expected) => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    await caller.ok(operation, { KeyId })
    const refusal = expected(keyArn(KeyId))
    expect(await caller.refused("Encrypt", { KeyId, Plaintext })).toBe(refusal)
    expect(await caller.refused("Decrypt", { CiphertextBlob })).toBe(refusal)
    expect(await caller.refused("ReEncrypt", { CiphertextBlob, DestinationKeyId: KeyId })).toBe(
      refusal,
    )
  })

  test("A dry run checks everything and does nothing", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    const success =
      "DryRunOperationException: The request would have succeeded, but the DryRun option is set."
    expect(await caller.refused("Encrypt", { KeyId, Plaintext, DryRun: true })).toBe(success)
    expect(await caller.refused("Decrypt", { CiphertextBlob, DryRun: true })).toBe(success)
    const wrong = { CiphertextBlob, DryRun: true, EncryptionContext: { a: "b" } }
    expect(await caller.refused("Decrypt", wrong)).toBe("InvalidCiphertextException")
    const without = { KeyId, DryRun: true, DryRunModifiers: ["IGNORE_CIPHERTEXT"] }
    expect(await caller.refused("Decrypt", without)).toBe(success)
  })
})

describe("Deed", () => {
  test("Decrypt gives back what Encrypt took, in whatever order the context is written", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller, { a: "1", b: "2" })
    expect(
      await caller.ok("Decrypt", { CiphertextBlob, EncryptionContext: { b: "2", a: "1" } }),
    ).toEqual({
      KeyId: keyArn(KeyId),
      Plaintext,
      EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
    })
  })

  test("Encrypt makes another ciphertext every time, of constant overhead", async () => {
    const caller = await client()
    const KeyId = await caller.key()
    const one = await caller.ok<Sealed>("Encrypt", { KeyId, Plaintext })
    const two = await caller.ok<Sealed>("Encrypt", { KeyId, Plaintext })
    expect(one.CiphertextBlob).not.toBe(two.CiphertextBlob)
    expect(decodeBase64(one.CiphertextBlob)?.length).toBe(134 + "a secret".length)
  })

  test("ReEncrypt seals under the other key and context", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller, { a: "1" })
    const DestinationKeyId = await caller.key()
    const again = await caller.ok<Sealed>("ReEncrypt", {
      CiphertextBlob,
      SourceEncryptionContext: { a: "1" },
      DestinationKeyId,
      DestinationEncryptionContext: { b: "2" },
    })
    expect(again).toMatchObject({ SourceKeyId: keyArn(KeyId), KeyId: keyArn(DestinationKeyId) })
    const opened = await caller.ok("Decrypt", {
      CiphertextBlob: again.CiphertextBlob,
      EncryptionContext: { b: "2" },
    })
    expect(opened).toMatchObject({ Plaintext, KeyId: keyArn(DestinationKeyId) })
  })
})
