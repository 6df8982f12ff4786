/** GenerateDataKeyPair: shape, refusals, deed. */
import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from "node:crypto"
import { decodeBase64, generateKeyPair } from "@keywright/core"
import { describe, expect, test } from "vitest"
import { dataKeyPairSpecs } from "../../../src/model/key-spec.ts"
import { client, keyArn } from "../../client.ts"
import { badKeys } from "../../key-identifiers.ts"
import { clientWithPairs } from "../../key-pairs.ts"

const operation = "GenerateDataKeyPair"
const specs = dataKeyPairSpecs.filter((spec) => !spec.startsWith("ML_KEM"))

interface Pair {
  PrivateKeyPlaintext: string
  PrivateKeyCiphertextBlob: string
  PublicKey: string
}

describe("Shape", () => {
  test("GenerateDataKeyPair refuses a request without a spec", async () => {
    const { refused, key } = await client()
    expect(await refused(operation, { KeyId: await key() })).toBe(
      "ValidationException: 1 validation error detected: Value null at 'keyPairSpec' failed to satisfy constraint: Member must not be null",
    )
  })

  test.each(["RSA_1024", "rsa_2048", "", "SYMMETRIC_DEFAULT", "__proto__"])(
    "GenerateDataKeyPair refuses the spec '%s'",
    async (KeyPairSpec) => {
      const { refused, key } = await client()
      expect(await refused(operation, { KeyId: await key(), KeyPairSpec })).toContain(
        `Value '${KeyPairSpec}' at 'keyPairSpec' failed to satisfy constraint: Member must satisfy enum value set: [RSA_2048, `,
      )
    },
  )
})

describe("Refusals", () => {
  test.each(badKeys(operation))(
    "GenerateDataKeyPair refuses the key %s",
    async (KeyId, expected) => {
      const { refused } = await client()
      expect(await refused(operation, { KeyId, KeyPairSpec: "RSA_2048" })).toBe(expected)
    },
  )

  test("GenerateDataKeyPair refuses SM2 outside China and ML-KEM inside", async () => {
    const { refused, key } = await clientWithPairs()
    expect(await refused(operation, { KeyId: await key(), KeyPairSpec: "SM2" })).toBe(
      "UnsupportedOperationException: KeyPairSpec SM2 is not supported in this Region.",
    )
    const china = await clientWithPairs({ regions: ["cn-north-1"], region: "cn-north-1" })
    const input = { KeyId: await china.key(), KeyPairSpec: "ML_KEM_768" }
    expect(await china.refused(operation, input)).toBe(
      "UnsupportedOperationException: KeyPairSpec ML_KEM_768 is not supported in this Region.",
    )
  })

  test("GenerateDataKeyPair refuses ML-KEM, which is not built yet, and a recipient", async () => {
    const { refused, key } = await clientWithPairs()
    const KeyId = await key()
    expect(await refused(operation, { KeyId, KeyPairSpec: "ML_KEM_512" })).toBe(
      "UnsupportedOperationException: KeyPairSpec ML_KEM_512 is not built yet.",
    )
    expect(await refused(operation, { KeyId, KeyPairSpec: "RSA_2048", Recipient: {} })).toBe(
      "UnsupportedOperationException: Recipient is not built yet.",
    )
  })

  test("GenerateDataKeyPair makes nothing in a dry run, nor for a context that is too long", async () => {
    const { refused, key } = await client()
    const input = { KeyId: await key(), KeyPairSpec: "RSA_4096" }
    expect(await refused(operation, { ...input, DryRun: true })).toContain("DryRunOperation")
    const EncryptionContext = { a: "b".repeat(8192) }
    expect(await refused(operation, { ...input, EncryptionContext })).toContain("8192 bytes")
  })

  test("GenerateDataKeyPair tells the caller to slow down when too many pairs are waiting", async () => {
    const full = Object.assign(new Error("full"), { name: "KeyPairQueueFull" })
    const reports: unknown[] = []
    const { refused, key } = await client({
      generateKeyPair: () => Promise.reject(full),
      report: ({ error }) => reports.push(error),
    })
    expect(await refused(operation, { KeyId: await key(), KeyPairSpec: "RSA_2048" })).toBe(
      "ThrottlingException: You have exceeded the rate at which you may call KMS. Reduce the frequency of your calls.",
    )
    expect(reports).toEqual([])
  })
})

/** What node:crypto calls the keys of a spec, and the digest to sign with; nothing for SM2, which Node's OpenSSL reads but does not sign with. */
const judged: Readonly<Record<string, { type: string; details: object; digest: string | null }>> = {
  RSA_2048: { type: "rsa", details: { modulusLength: 2048 }, digest: "sha256" },
  RSA_3072: { type: "rsa", details: { modulusLength: 3072 }, digest: "sha256" },
  RSA_4096: { type: "rsa", details: { modulusLength: 4096 }, digest: "sha256" },
  ECC_NIST_P256: { type: "ec", details: { namedCurve: "prime256v1" }, digest: "sha256" },
  ECC_NIST_P384: { type: "ec", details: { namedCurve: "secp384r1" }, digest: "sha384" },
  ECC_NIST_P521: { type: "ec", details: { namedCurve: "secp521r1" }, digest: "sha512" },
  ECC_SECG_P256K1: { type: "ec", details: { namedCurve: "secp256k1" }, digest: "sha256" },
  ECC_NIST_EDWARDS25519: { type: "ed25519", details: {}, digest: null },
}

function keysOf({ PrivateKeyPlaintext, PublicKey }: Pair): [KeyObject, KeyObject] {
  const der = (base64: string) => ({ key: Buffer.from(base64, "base64"), format: "der" as const })
  return [
    createPrivateKey({ ...der(PrivateKeyPlaintext), type: "pkcs8" }),
    createPublicKey({ ...der(PublicKey), type: "spki" }),
  ]
}

describe("Deed", () => {
  test.each(Object.entries(judged))(
    "GenerateDataKeyPair of %s answers halves that node:crypto reads and that belong together",
    async (KeyPairSpec, { type, details, digest }) => {
      const { ok, key } = await client({ generateKeyPair })
      const pair = await ok<Pair>(operation, { KeyId: await key(), KeyPairSpec })
      const [privateKey, publicKey] = keysOf(pair)
      expect(privateKey.asymmetricKeyType).toBe(type)
      expect(publicKey.asymmetricKeyDetails).toMatchObject(details)
      const message = Buffer.from("message")
      const signature = sign(digest, message, privateKey)
      expect(verify(digest, message, publicKey, signature)).toBe(true)
      expect(verify(digest, Buffer.from("other"), publicKey, signature)).toBe(false)
      const opened = await ok("Decrypt", { CiphertextBlob: pair.PrivateKeyCiphertextBlob })
      expect(opened).toMatchObject({ Plaintext: pair.PrivateKeyPlaintext })
    },
    30_000,
  )

  test.each(specs)(
    "GenerateDataKeyPair of %s passes the spec on and answers its halves",
    async (spec) => {
      const caller = await clientWithPairs({ regions: ["cn-north-1"], region: "cn-north-1" })
      const KeyId = await caller.key()
      const EncryptionContext = { a: "b" }
      const input = { KeyId, KeyPairSpec: spec, EncryptionContext }
      const pair = await caller.ok<Pair>(operation, input)
      expect(pair).toEqual({
        PrivateKeyCiphertextBlob: expect.any(String),
        PrivateKeyPlaintext: Buffer.from(`private ${spec}`).toString("base64"),
        PublicKey: Buffer.from(`public ${spec}`).toString("base64"),
        KeyId: `arn:aws-cn:kms:cn-north-1:111122223333:key/${KeyId}`,
        KeyPairSpec: spec,
        KeyMaterialId: expect.stringMatching(/^[0-9a-f]{64}$/),
      })
      const CiphertextBlob = pair.PrivateKeyCiphertextBlob
      expect(await caller.ok("Decrypt", { CiphertextBlob, EncryptionContext })).toMatchObject({
        Plaintext: pair.PrivateKeyPlaintext,
      })
      expect(await caller.refused("Decrypt", { CiphertextBlob })).toBe("InvalidCiphertextException")
    },
  )

  test("GenerateDataKeyPair makes SM2 everywhere when the settings say so", async () => {
    const settings = {
      regions: ["us-east-1"],
      account: "111122223333",
      authentication: "any",
      sm2Everywhere: true,
    } as const
    const { ok, key } = await clientWithPairs({ settings })
    const KeyId = await key()
    expect(await ok(operation, { KeyId, KeyPairSpec: "SM2" })).toMatchObject({
      KeyId: keyArn(KeyId),
      KeyPairSpec: "SM2",
    })
  })

  test("GenerateDataKeyPair wipes the private half when the answer is worded", async () => {
    const given: Uint8Array[] = []
    const { ok, key } = await client({
      generateKeyPair: async (spec) => {
        const privateKey = new Uint8Array(40).fill(9)
        given.push(privateKey)
        return { spec, privateKey, publicKey: Uint8Array.of(1) }
      },
    })
    const { PrivateKeyPlaintext } = await ok<Pair>(operation, {
      KeyId: await key(),
      KeyPairSpec: "RSA_2048",
    })
    expect(decodeBase64(PrivateKeyPlaintext)).toEqual(new Uint8Array(40).fill(9))
    expect(given).toEqual([new Uint8Array(40)])
  })
})
