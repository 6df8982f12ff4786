/** The family `encryption`: Encrypt, Decrypt, ReEncrypt, and the context that binds them. */
import {
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  ReEncryptCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import awsBlobs from "../../../../vectors/aws-kms-blobs/real-kms-ciphertext-blobs.json" with {
  type: "json",
}
import { DRY_RUN, invalid, type Refusal, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

const PLAINTEXT = new TextEncoder().encode("attack at dawn")

const INVALID: Refusal = refusal("InvalidCiphertextException")

const INCORRECT_KEY: Refusal = refusal(
  "IncorrectKeyException",
  "The key ID in the request does not identify a CMK that can perform this operation.",
)

/** A damaged key id names another key, which does not exist. */
const CLOSED = ["InvalidCiphertextException", "AccessDeniedException"]

type Context = Record<string, string>

export function encryption({ kms, newKey }: Stand): void {
  async function encrypt(KeyId: string, EncryptionContext?: Context): Promise<Uint8Array> {
    const { CiphertextBlob } = await kms.send(
      new EncryptCommand({ KeyId, Plaintext: PLAINTEXT, EncryptionContext }),
    )
    if (CiphertextBlob === undefined) throw new Error("Encrypt answered without a ciphertext")
    return CiphertextBlob
  }

  function decrypt(CiphertextBlob: Uint8Array, EncryptionContext?: Context): Promise<Uint8Array> {
    return kms
      .send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
      .then(({ Plaintext }) => Plaintext ?? new Uint8Array())
  }

  describe("encryption", () => {
    test("Encrypt answers with the key's ARN and the algorithm", async () => {
      const { KeyId, Arn } = await newKey()
      const answer = await kms.send(new EncryptCommand({ KeyId, Plaintext: PLAINTEXT }))
      expect(answer).toMatchObject({ KeyId: Arn, EncryptionAlgorithm: "SYMMETRIC_DEFAULT" })
    })

    test("Encrypt of the same plaintext twice gives two ciphertexts", async () => {
      const { KeyId } = await newKey()
      expect(await encrypt(KeyId)).not.toEqual(await encrypt(KeyId))
    })

    test.each([1, 4096])(
      "Encrypt takes a plaintext of %s bytes, and Decrypt gives it back",
      async (length) => {
        const { KeyId } = await newKey()
        const Plaintext = new Uint8Array(length).fill(0xa5)
        const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
        const opened = await kms.send(new DecryptCommand({ CiphertextBlob }))
        expect(opened.Plaintext).toEqual(Plaintext)
      },
    )

    const lengths: [length: number, constraint: string][] = [
      [0, "Member must have length greater than or equal to 1"],
      [4097, "Member must have length less than or equal to 4096"],
    ]

    test.each(lengths)("Encrypt refuses a plaintext of %s bytes", async (length, constraint) => {
      const { KeyId } = await newKey()
      const call = kms.send(new EncryptCommand({ KeyId, Plaintext: new Uint8Array(length) }))
      expect(await refusalOf(call)).toEqual(invalid(undefined, "plaintext", constraint))
    })

    test("Encrypt refuses an algorithm that the key does not have", async () => {
      const { KeyId } = await newKey()
      const call = kms.send(
        new EncryptCommand({
          KeyId,
          Plaintext: PLAINTEXT,
          EncryptionAlgorithm: "RSAES_OAEP_SHA_256",
        }),
      )
      expect(await refusalOf(call)).toMatchObject({ name: "InvalidKeyUsageException" })
    })

    test("Encrypt with DryRun says that it would have succeeded", async () => {
      const { KeyId } = await newKey()
      const call = kms.send(new EncryptCommand({ KeyId, Plaintext: PLAINTEXT, DryRun: true }))
      expect(await refusalOf(call)).toEqual(DRY_RUN)
    })

    test("Encrypt takes grant tokens by their shape, and refuses eleven", async () => {
      const { KeyId } = await newKey()
      const GrantTokens = Array.from({ length: 11 }, (_, index) => `token${index}`)
      const call = kms.send(new EncryptCommand({ KeyId, Plaintext: PLAINTEXT, GrantTokens }))
      expect(await refusalOf(call)).toMatchObject({ name: "ValidationException" })
    })

    test("Decrypt names the key, its material and the algorithm without being told the key", async () => {
      const { KeyId, Arn, CurrentKeyMaterialId } = await newKey()
      const CiphertextBlob = await encrypt(KeyId)
      expect(await kms.send(new DecryptCommand({ CiphertextBlob }))).toMatchObject({
        KeyId: Arn,
        Plaintext: PLAINTEXT,
        EncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        KeyMaterialId: CurrentKeyMaterialId,
      })
    })

    test("Decrypt refuses the name of another key", async () => {
      const [one, other] = [await newKey(), await newKey()]
      const CiphertextBlob = await encrypt(one.KeyId)
      const right = await kms.send(new DecryptCommand({ CiphertextBlob, KeyId: one.Arn }))
      expect(right.Plaintext).toEqual(PLAINTEXT)
      const call = kms.send(new DecryptCommand({ CiphertextBlob, KeyId: other.KeyId }))
      expect(await refusalOf(call)).toEqual(INCORRECT_KEY)
    })

    const same: [what: string, sealed: Context | undefined, opened: Context | undefined][] = [
      ["the same pairs in another order", { a: "1", b: "2" }, { b: "2", a: "1" }],
      ["an empty context for none", {}, undefined],
      ["none for an empty context", undefined, {}],
      [
        "keys whose order differs in UTF-8 and UTF-16",
        { "\uff5e": "1", "\u{1f511}": "2" },
        { "\u{1f511}": "2", "\uff5e": "1" },
      ],
      ["a key named __proto__", JSON.parse('{"__proto__":"x"}'), JSON.parse('{"__proto__":"x"}')],
    ]

    test.each(same)("Decrypt takes %s", async (_what, sealed, opened) => {
      const { KeyId } = await newKey()
      expect(await decrypt(await encrypt(KeyId, sealed), opened)).toEqual(PLAINTEXT)
    })

    const different: [what: string, sealed: Context | undefined, opened: Context | undefined][] = [
      ["no context", { purpose: "test" }, undefined],
      ["a context where there was none", undefined, { purpose: "test" }],
      ["another value", { purpose: "test" }, { purpose: "tests" }],
      ["another case", { purpose: "test" }, { Purpose: "test" }],
      ["one pair more", { a: "1" }, { a: "1", b: "2" }],
      ["one pair less", { a: "1", b: "2" }, { a: "1" }],
      ['{"ab":"c"} for {"a":"bc"}', { a: "bc" }, { ab: "c" }],
      ["swapped values", { a: "1", b: "2" }, { a: "2", b: "1" }],
      ["another normal form of the same letter", { é: "1" }, { "e\u0301": "1" }],
      ["no context for one named __proto__", JSON.parse('{"__proto__":"x"}'), {}],
    ]

    test.each(different)("Decrypt refuses %s", async (_what, sealed, opened) => {
      const { KeyId } = await newKey()
      const blob = await encrypt(KeyId, sealed)
      expect(await refusalOf(decrypt(blob, opened))).toEqual(INVALID)
    })

    test("Decrypt refuses a ciphertext with any one bit turned", async () => {
      const { KeyId } = await newKey()
      const blob = await encrypt(KeyId)
      const names: string[] = []
      for (let index = 0; index < blob.length; index++) {
        const damaged = blob.with(index, (blob[index] ?? 0) ^ (1 << (index % 8)))
        names.push((await refusalOf(decrypt(damaged))).name)
      }
      expect(names.filter((name) => !CLOSED.includes(name))).toEqual([])
      expect(names.filter((name) => name === CLOSED[0]).length).toBeGreaterThan(names.length / 2)
    })

    test("Decrypt refuses a ciphertext cut short, lengthened or empty", async () => {
      const { KeyId } = await newKey()
      const blob = await encrypt(KeyId)
      const shortened = [1, 5, 6, 53, 54, 117, blob.length - 1].map((end) => blob.slice(0, end))
      for (const damaged of [...shortened, new Uint8Array([...blob, 0])]) {
        expect(await refusalOf(decrypt(damaged))).toEqual(INVALID)
      }
      expect(await refusalOf(decrypt(new Uint8Array()))).toEqual(
        invalid(undefined, "ciphertextBlob", "Member must have length greater than or equal to 1"),
      )
    })

    test("Decrypt refuses a ciphertext of 6145 bytes by its length", async () => {
      expect(await refusalOf(decrypt(new Uint8Array(6145)))).toEqual(
        invalid(undefined, "ciphertextBlob", "Member must have length less than or equal to 6144"),
      )
    })

    test("Decrypt refuses every ciphertext that AWS itself has made", async () => {
      expect(awsBlobs.length).toBeGreaterThan(100)
      for (const { ciphertextBlob } of awsBlobs) {
        const blob = new Uint8Array(Buffer.from(ciphertextBlob, "hex"))
        expect(await refusalOf(decrypt(blob))).toEqual(INVALID)
      }
    })

    test("Decrypt refuses to be without a ciphertext", async () => {
      expect(await refusalOf(kms.send(new DecryptCommand({})))).toMatchObject({
        name: "ValidationException",
        status: 400,
      })
    })

    test("Decrypt with DryRun checks the ciphertext", async () => {
      const { KeyId } = await newKey()
      const CiphertextBlob = await encrypt(KeyId)
      const good = kms.send(new DecryptCommand({ CiphertextBlob, DryRun: true }))
      expect(await refusalOf(good)).toEqual(DRY_RUN)
      const EncryptionContext = { not: "it" }
      const bad = kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext, DryRun: true }))
      expect(await refusalOf(bad)).toEqual(INVALID)
    })

    test("Decrypt never answers with a plaintext when an enclave is the recipient", async () => {
      const { KeyId } = await newKey()
      const CiphertextBlob = await encrypt(KeyId)
      const Recipient = {
        KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256" as const,
        AttestationDocument: new Uint8Array(8),
      }
      const call = kms.send(new DecryptCommand({ CiphertextBlob, Recipient }))
      expect(await refusalOf(call)).toMatchObject({ name: "UnsupportedOperationException" })
    })

    test("ReEncrypt moves a ciphertext to another key and another context", async () => {
      const [from, to] = [await newKey(), await newKey()]
      const CiphertextBlob = await encrypt(from.KeyId, { stage: "old" })
      const answer = await kms.send(
        new ReEncryptCommand({
          CiphertextBlob,
          SourceEncryptionContext: { stage: "old" },
          DestinationKeyId: to.KeyId,
          DestinationEncryptionContext: { stage: "new" },
        }),
      )
      expect(answer).toMatchObject({
        SourceKeyId: from.Arn,
        KeyId: to.Arn,
        SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT",
        SourceKeyMaterialId: from.CurrentKeyMaterialId,
        DestinationKeyMaterialId: to.CurrentKeyMaterialId,
      })
      const moved = answer.CiphertextBlob ?? new Uint8Array()
      expect(await decrypt(moved, { stage: "new" })).toEqual(PLAINTEXT)
      expect(await refusalOf(decrypt(moved, { stage: "old" }))).toEqual(INVALID)
    })

    test("ReEncrypt refuses the wrong source: context, key, or ciphertext", async () => {
      const [from, to] = [await newKey(), await newKey()]
      const CiphertextBlob = await encrypt(from.KeyId, { stage: "old" })
      const right = {
        CiphertextBlob,
        SourceEncryptionContext: { stage: "old" },
        DestinationKeyId: to.KeyId,
      }
      const rows: [wrong: object, expected: Refusal][] = [
        [{ SourceEncryptionContext: { stage: "new" } }, INVALID],
        [{ SourceKeyId: to.KeyId }, INCORRECT_KEY],
        [{ CiphertextBlob: CiphertextBlob.with(100, (CiphertextBlob[100] ?? 0) ^ 1) }, INVALID],
        [{ DryRun: true }, DRY_RUN],
      ]
      for (const [wrong, expected] of rows) {
        const call = kms.send(new ReEncryptCommand({ ...right, ...wrong }))
        expect(await refusalOf(call)).toEqual(expected)
      }
    })

    test("ReEncrypt refuses a destination that does not exist", async () => {
      const { KeyId, Arn } = await newKey()
      const gone = "12345678-1234-4321-8123-123456789012"
      const call = kms.send(
        new ReEncryptCommand({ CiphertextBlob: await encrypt(KeyId), DestinationKeyId: gone }),
      )
      expect(await refusalOf(call)).toEqual(
        refusal("NotFoundException", `Key '${Arn.replace(KeyId, gone)}' does not exist`),
      )
      expect((await kms.send(new DescribeKeyCommand({ KeyId }))).KeyMetadata?.KeyState).toBe(
        "Enabled",
      )
    })
  })
}
