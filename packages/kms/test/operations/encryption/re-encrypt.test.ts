/** ReEncrypt: shape, refusals, deed. */
import { encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { type Client, client, keyArn, unknownKeyId } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"

const Plaintext = encodeBase64(new TextEncoder().encode("a secret"))

interface World {
  caller: Client
  from: string
  to: string
  CiphertextBlob: string
}

/** A ciphertext of `from` under the context {"a":"1"}. */
async function world(): Promise<World> {
  const caller = await client()
  const [from, to] = [await caller.key(), await caller.key()]
  const input = { KeyId: from, Plaintext, EncryptionContext: { a: "1" } }
  const { CiphertextBlob } = await caller.ok<{ CiphertextBlob: string }>("Encrypt", input)
  return { caller, from, to, CiphertextBlob }
}

const SourceEncryptionContext = { a: "1" }

describe("Shape", () => {
  test("ReEncrypt refuses a request without a destination", async () => {
    const { caller, CiphertextBlob } = await world()
    expect(await caller.refused("ReEncrypt", { CiphertextBlob })).toContain(
      "Value null at 'destinationKeyId'",
    )
  })

  test("ReEncrypt refuses a request without a ciphertext", async () => {
    const { caller, to } = await world()
    expect(await caller.refused("ReEncrypt", { DestinationKeyId: to })).toContain(
      "Value null at 'ciphertextBlob'",
    )
  })
})

describe("Refusals", () => {
  test.each(badKeys("ReEncryptTo"))(
    "ReEncrypt refuses the destination %s",
    async (id, expected) => {
      const { caller, CiphertextBlob } = await world()
      const input = { CiphertextBlob, SourceEncryptionContext, DestinationKeyId: id }
      expect(await caller.refused("ReEncrypt", input)).toBe(expected)
    },
  )

  test.each(badKeys("ReEncryptFrom"))("ReEncrypt refuses the source %s", async (id, expected) => {
    const { caller, to, CiphertextBlob } = await world()
    const input = { CiphertextBlob, SourceKeyId: id, DestinationKeyId: to }
    expect(await caller.refused("ReEncrypt", input)).toBe(expected)
  })

  test("ReEncrypt refuses another source than the ciphertext's", async () => {
    const { caller, to, CiphertextBlob } = await world()
    const input = { CiphertextBlob, SourceKeyId: to, DestinationKeyId: to }
    expect(await caller.refused("ReEncrypt", input)).toContain("IncorrectKeyException")
  })

  test("ReEncrypt refuses the destination's context in the source's place", async () => {
    const { caller, to, CiphertextBlob } = await world()
    const input = { CiphertextBlob, DestinationKeyId: to, DestinationEncryptionContext: { a: "1" } }
    expect(await caller.refused("ReEncrypt", input)).toBe("InvalidCiphertextException")
  })

  test.each(["from", "to"] as const)(
    "ReEncrypt refuses when the key '%s' is disabled",
    async (which) => {
      const { caller, from, to, CiphertextBlob } = await world()
      const KeyId = { from, to }[which]
      await caller.ok("DisableKey", { KeyId })
      const input = { CiphertextBlob, SourceEncryptionContext, DestinationKeyId: to }
      expect(await caller.refused("ReEncrypt", input)).toBe(
        `DisabledException: ${keyArn(KeyId)} is disabled.`,
      )
    },
  )

  test.each(["SourceEncryptionAlgorithm", "DestinationEncryptionAlgorithm"])(
    "ReEncrypt refuses an algorithm of other keys as its %s",
    async (member) => {
      const { caller, to, CiphertextBlob } = await world()
      const input = { CiphertextBlob, SourceEncryptionContext, DestinationKeyId: to }
      expect(await caller.refused("ReEncrypt", { ...input, [member]: "SM2PKE" })).toBe(
        "InvalidKeyUsageException: Algorithm SM2PKE is incompatible with key spec SYMMETRIC_DEFAULT.",
      )
    },
  )

  test("A dry run of ReEncrypt opens the ciphertext; one that ignores it needs a source", async () => {
    const { caller, from, to, CiphertextBlob } = await world()
    const dry = { DestinationKeyId: to, DryRun: true }
    const right = { ...dry, CiphertextBlob, SourceEncryptionContext }
    expect(await caller.refused("ReEncrypt", right)).toContain("DryRunOperationException")
    expect(await caller.refused("ReEncrypt", { ...dry, CiphertextBlob })).toBe(
      "InvalidCiphertextException",
    )
    const ignoring = { ...dry, DryRunModifiers: ["IGNORE_CIPHERTEXT"] }
    expect(await caller.refused("ReEncrypt", ignoring)).toContain("Value null at 'sourceKeyId'")
    expect(await caller.refused("ReEncrypt", { ...ignoring, SourceKeyId: from })).toContain(
      "DryRunOperationException",
    )
    expect(await caller.refused("ReEncrypt", { ...ignoring, SourceKeyId: unknownKeyId })).toContain(
      "NotFoundException",
    )
  })
})

describe("Deed", () => {
  test("ReEncrypt seals under the other key and context, and answers both keys' materials", async () => {
    const { caller, from, to, CiphertextBlob } = await world()
    const DestinationEncryptionContext = { b: "2" }
    const moved = await caller.ok("ReEncrypt", {
      CiphertextBlob,
      SourceEncryptionContext,
      DestinationKeyId: to,
      DestinationEncryptionContext,
    })
    const materialOf = async (KeyId: string): Promise<unknown> =>
      (await caller.ok<{ KeyMetadata: Record<string, unknown> }>("DescribeKey", { KeyId }))
        .KeyMetadata.CurrentKeyMaterialId
    expect(moved).toEqual({
      CiphertextBlob: expect.any(String),
      SourceKeyId: keyArn(from),
      KeyId: keyArn(to),
      SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      SourceKeyMaterialId: await materialOf(from),
      DestinationKeyMaterialId: await materialOf(to),
    })
    const again = { CiphertextBlob: moved.CiphertextBlob, EncryptionContext: { b: "2" } }
    expect(await caller.ok("Decrypt", again)).toMatchObject({ Plaintext, KeyId: keyArn(to) })
  })

  test("ReEncrypt under the same key changes the context alone", async () => {
    const { caller, from, CiphertextBlob } = await world()
    const moved = await caller.ok("ReEncrypt", {
      CiphertextBlob,
      SourceEncryptionContext,
      SourceKeyId: from,
      DestinationKeyId: from,
    })
    expect(moved.CiphertextBlob).not.toBe(CiphertextBlob)
    const { CiphertextBlob: fresh } = moved
    expect(await caller.ok("Decrypt", { CiphertextBlob: fresh })).toMatchObject({ Plaintext })
  })
})
