/** Decrypt: shape, refusals, deed. */
import { decodeBase64, decodeHex, encodeBase64 } from "@keywright/core"
import { describe, expect, test } from "vitest"
import awsBlobs from "../../../../../vectors/aws-kms-blobs/real-kms-ciphertext-blobs.json" with {
  type: "json",
}
import { aliasArn, type Client, client, inRegion, keyArn, unknownKeyId } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"
import { rawRequest } from "../../raw-request.ts"

const Plaintext = encodeBase64(new TextEncoder().encode("a secret"))
const incorrectKey =
  "IncorrectKeyException: The key ID in the request does not identify a CMK that can perform this operation."
const accessDenied =
  "AccessDeniedException: The ciphertext refers to a customer master key that does not exist, does not exist in this region, or you are not allowed to access."
const dryRunSuccess =
  "DryRunOperationException: The request would have succeeded, but the DryRun option is set."

interface Sealed {
  KeyId: string
  CiphertextBlob: string
}

async function sealed(caller: Client, EncryptionContext?: object): Promise<Sealed> {
  const KeyId = await caller.key()
  const input = { KeyId, Plaintext, EncryptionContext }
  const { CiphertextBlob } = await caller.ok<Sealed>("Encrypt", input)
  return { KeyId, CiphertextBlob }
}

describe("Shape", () => {
  test("Decrypt refuses a request without a ciphertext", async () => {
    expect(await (await client()).refused("Decrypt")).toBe(
      "ValidationException: 1 validation error detected: Value null at 'ciphertextBlob' failed to satisfy constraint: Member must not be null",
    )
  })

  test.each([0, 6145])("Decrypt refuses a ciphertext of %d bytes", async (length) => {
    const CiphertextBlob = encodeBase64(new Uint8Array(length))
    expect(await (await client()).refused("Decrypt", { CiphertextBlob })).toContain(
      "ValidationException: 1 validation error detected: Value at 'ciphertextBlob' failed",
    )
  })

  test("Decrypt refuses a modifier of dry runs that AWS does not have", async () => {
    const input = { DryRun: true, DryRunModifiers: ["IGNORE_ALL"] }
    expect(await (await client()).refused("Decrypt", input)).toContain(
      "Value '[IGNORE_ALL]' at 'dryRunModifiers' failed to satisfy constraint: Member must satisfy constraint: [Member must satisfy enum value set: [IGNORE_CIPHERTEXT]]",
    )
  })
})

describe("Refusals: the context", () => {
  test.each([
    ["another value", { a: "b" }],
    ["none", undefined],
    ["an empty one", {}],
    ["one more pair", { a: "bc", d: "e" }],
    ["the same letters cut elsewhere", { ab: "c" }],
    ["the same letters in one name", { abc: "" }],
    ["other capitals", { A: "bc" }],
    ["a space", { a: "bc " }],
    ["`__proto__`", JSON.parse('{"a":"bc","__proto__":"d"}')],
  ])('Decrypt refuses the context {"a":"bc"} when it is given %s', async (_, EncryptionContext) => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller, { a: "bc" })
    expect(await caller.refused("Decrypt", { CiphertextBlob, EncryptionContext })).toBe(
      "InvalidCiphertextException",
    )
  })

  test("Decrypt tells composed from decomposed letters", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller, { a: "\u00e9" })
    const EncryptionContext = { a: "e\u0301" }
    expect(await caller.refused("Decrypt", { CiphertextBlob, EncryptionContext })).toBe(
      "InvalidCiphertextException",
    )
  })

  test("Decrypt refuses a context that names one key twice, even with the right value last", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller, { a: "b" })
    const body = `{"CiphertextBlob":"${CiphertextBlob}","EncryptionContext":{"a":"c","a":"b"}}`
    const answer = await rawRequest(caller.kms, { operation: "Decrypt", body })
    expect(answer.status).toBe(400)
    expect(JSON.parse(answer.body).__type).toBe("SerializationException")
  })
})

describe("Refusals: the ciphertext", () => {
  test("Decrypt refuses a ciphertext of which any bit changed", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    const blob = decodeBase64(CiphertextBlob) as Uint8Array
    for (let at = 0; at < blob.length; at++) {
      const changed = blob.with(at, (blob[at] as number) ^ (1 << (at % 8)))
      const input = { CiphertextBlob: encodeBase64(changed), KeyId }
      // Bytes 6 to 21 are the key's id, byte 5 says of which form it is (docs/formats/envelope.md).
      const inKeyId = (at === 5 && changed[5] === 1) || (at >= 6 && at < 22)
      expect(await caller.refused("Decrypt", input), `byte ${at}`).toBe(
        inKeyId ? incorrectKey : "InvalidCiphertextException",
      )
    }
  })

  test.each([
    ["one byte less", (blob: Uint8Array) => blob.subarray(0, -1)],
    ["its first byte missing", (blob: Uint8Array) => blob.subarray(1)],
    ["its header alone", (blob: Uint8Array) => blob.subarray(0, 118)],
    ["one byte more", (blob: Uint8Array) => Uint8Array.of(...blob, 0)],
    ["itself twice", (blob: Uint8Array) => Uint8Array.of(...blob, ...blob)],
    ["its base64 as bytes", (blob: Uint8Array) => new TextEncoder().encode(encodeBase64(blob))],
    ["zeros", (blob: Uint8Array) => new Uint8Array(blob.length)],
  ])("Decrypt refuses a ciphertext that is %s", async (_, edit) => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    const edited = encodeBase64(edit(decodeBase64(CiphertextBlob) as Uint8Array))
    for (const input of [{ CiphertextBlob: edited }, { CiphertextBlob: edited, KeyId }]) {
      expect(await caller.refused("Decrypt", input)).toBe("InvalidCiphertextException")
    }
  })

  test("Decrypt refuses ciphertexts that AWS KMS itself has made, with and without a key", async () => {
    const { refused, key } = await client()
    const KeyId = await key()
    expect(awsBlobs.length).toBe(123)
    for (const { ciphertextBlob } of awsBlobs) {
      const CiphertextBlob = encodeBase64(decodeHex(ciphertextBlob) as Uint8Array)
      expect(await refused("Decrypt", { CiphertextBlob })).toBe("InvalidCiphertextException")
      expect(await refused("Decrypt", { CiphertextBlob, KeyId })).toBe("InvalidCiphertextException")
    }
  })

  test("Decrypt refuses a ciphertext of a key that is not here, or is in another Region", async () => {
    const caller = await client({ regions: ["us-east-1", "eu-west-1"] })
    const { CiphertextBlob } = await sealed(caller)
    expect(await (await client()).refused("Decrypt", { CiphertextBlob })).toBe(accessDenied)
    const elsewhere = inRegion(caller, "eu-west-1")
    expect(await elsewhere.refused("Decrypt", { CiphertextBlob })).toBe(accessDenied)
  })

  test("Decrypt refuses a ciphertext of another service that has the key's id", async () => {
    const one = await client()
    const { KeyId, CiphertextBlob } = await sealed(one)
    const blob = decodeBase64(CiphertextBlob) as Uint8Array
    const two = await client({
      random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    })
    const other = await sealed(two)
    const graft = Uint8Array.from(decodeBase64(other.CiphertextBlob) as Uint8Array)
    graft.set(blob.subarray(0, 54))
    const input = { CiphertextBlob: encodeBase64(graft), KeyId }
    expect(await one.refused("Decrypt", input)).toBe("InvalidCiphertextException")
  })
})

describe("Refusals: the key", () => {
  test.each(badKeys("Decrypt"))("Decrypt refuses the key %s", async (KeyId, expected) => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    expect(await caller.refused("Decrypt", { KeyId, CiphertextBlob })).toBe(expected)
  })

  test("Decrypt refuses another key than the ciphertext's, in whatever form it is named", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    const other = await caller.key()
    await caller.ok("CreateAlias", { AliasName: "alias/other", TargetKeyId: other })
    for (const KeyId of [other, keyArn(other), "alias/other", aliasArn("alias/other")]) {
      expect(await caller.refused("Decrypt", { CiphertextBlob, KeyId })).toBe(incorrectKey)
    }
  })

  test("Decrypt refuses an algorithm of other keys: the key decides", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    const input = { CiphertextBlob, EncryptionAlgorithm: "RSAES_OAEP_SHA_1" }
    expect(await caller.refused("Decrypt", input)).toBe(
      "InvalidKeyUsageException: Algorithm RSAES_OAEP_SHA_1 is incompatible with key spec SYMMETRIC_DEFAULT.",
    )
  })

  test.each([
    ["DisableKey", "DisabledException: {key} is disabled."],
    ["ScheduleKeyDeletion", "KMSInvalidStateException: {key} is pending deletion."],
  ])("Decrypt refuses a key after %s", async (operation, expected) => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    await caller.ok(operation, { KeyId })
    expect(await caller.refused("Decrypt", { CiphertextBlob })).toBe(
      expected.replace("{key}", keyArn(KeyId)),
    )
  })

  test("Decrypt refuses a recipient: it never answers the plaintext in its place", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    const Recipient = { KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256", AttestationDocument: "YQ==" }
    for (const given of [Recipient, {}]) {
      expect(await caller.refused("Decrypt", { CiphertextBlob, Recipient: given })).toBe(
        "UnsupportedOperationException: Recipient is not built yet.",
      )
    }
  })
})

describe("Dry runs", () => {
  test("A dry run opens the ciphertext, and refuses as the deed would", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller)
    expect(await caller.refused("Decrypt", { CiphertextBlob, DryRun: true })).toBe(dryRunSuccess)
    const wrong = { CiphertextBlob, DryRun: true, EncryptionContext: { a: "b" } }
    expect(await caller.refused("Decrypt", wrong)).toBe("InvalidCiphertextException")
  })

  test("A dry run that ignores the ciphertext needs a key, and no ciphertext", async () => {
    const caller = await client()
    const dry = { DryRun: true, DryRunModifiers: ["IGNORE_CIPHERTEXT"] }
    const KeyId = await caller.key()
    expect(await caller.refused("Decrypt", { KeyId, ...dry })).toBe(dryRunSuccess)
    expect(await caller.refused("Decrypt", { KeyId, CiphertextBlob: "AAAA", ...dry })).toBe(
      dryRunSuccess,
    )
    expect(await caller.refused("Decrypt", dry)).toContain("Value null at 'keyId'")
    expect(await caller.refused("Decrypt", { KeyId: unknownKeyId, ...dry })).toContain("NotFound")
  })

  test("Ignoring the ciphertext has no meaning without a dry run", async () => {
    const caller = await client()
    const input = { KeyId: await caller.key(), DryRunModifiers: ["IGNORE_CIPHERTEXT"] }
    expect(await caller.refused("Decrypt", input)).toContain("Value null at 'ciphertextBlob'")
    const { CiphertextBlob } = await sealed(caller)
    const whole = { CiphertextBlob, DryRunModifiers: ["IGNORE_CIPHERTEXT"] }
    expect(await caller.ok("Decrypt", whole)).toMatchObject({ Plaintext })
  })
})

describe("Deed", () => {
  test("Decrypt gives back what Encrypt took, in whatever order the context is written", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller, {
      a: "1",
      b: "2",
      "\uff5e": "\u{1f511}",
    })
    const EncryptionContext = { "\uff5e": "\u{1f511}", b: "2", a: "1" }
    const { KeyMetadata } = await caller.ok<{ KeyMetadata: Record<string, unknown> }>(
      "DescribeKey",
      { KeyId },
    )
    expect(await caller.ok("Decrypt", { CiphertextBlob, EncryptionContext })).toEqual({
      KeyId: keyArn(KeyId),
      Plaintext,
      EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
      KeyMaterialId: KeyMetadata.CurrentKeyMaterialId,
    })
  })

  test("Decrypt takes the right key in each of the four forms", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    await caller.ok("CreateAlias", { AliasName: "alias/a", TargetKeyId: KeyId })
    for (const form of [KeyId, keyArn(KeyId), "alias/a", aliasArn("alias/a")]) {
      const opened = await caller.ok("Decrypt", { CiphertextBlob, KeyId: form })
      expect(opened).toMatchObject({ Plaintext })
    }
  })

  test("An empty context, null and none are the same", async () => {
    const caller = await client()
    const { CiphertextBlob } = await sealed(caller, {})
    for (const EncryptionContext of [undefined, null, {}]) {
      expect(await caller.ok("Decrypt", { CiphertextBlob, EncryptionContext })).toMatchObject({
        Plaintext,
      })
    }
  })

  test("A key that is enabled again opens what it had sealed", async () => {
    const caller = await client()
    const { KeyId, CiphertextBlob } = await sealed(caller)
    await caller.ok("DisableKey", { KeyId })
    await caller.ok("EnableKey", { KeyId })
    expect(await caller.ok("Decrypt", { CiphertextBlob })).toMatchObject({ Plaintext })
  })
})
