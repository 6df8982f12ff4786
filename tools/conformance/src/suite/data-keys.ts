/** The family `data-keys`, as far as one key is made: GenerateDataKey, its sister without plaintext, and GenerateRandom. */
import {
  DecryptCommand,
  GenerateDataKeyCommand,
  type GenerateDataKeyCommandInput,
  GenerateDataKeyWithoutPlaintextCommand,
  GenerateRandomCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { DRY_RUN, invalid, refusal, refusalOf } from "../refusal.ts"
import type { Stand } from "../target.ts"

type Size = Pick<GenerateDataKeyCommandInput, "KeySpec" | "NumberOfBytes">

const SIZES: [what: string, input: Size, bytes: number][] = [
  ["AES_256", { KeySpec: "AES_256" }, 32],
  ["AES_128", { KeySpec: "AES_128" }, 16],
  ["1 byte", { NumberOfBytes: 1 }, 1],
  ["1024 bytes", { NumberOfBytes: 1024 }, 1024],
]

const WRONG_SIZES: [what: string, input: Size][] = [
  ["neither a spec nor a number of bytes", {}],
  ["both a spec and a number of bytes", { KeySpec: "AES_256", NumberOfBytes: 32 }],
]

const WRONG_NUMBERS: [bytes: number, constraint: string][] = [
  [0, "Member must have value greater than or equal to 1"],
  [1025, "Member must have value less than or equal to 1024"],
]

const COMMANDS: [name: string, Command: typeof GenerateDataKeyCommand][] = [
  ["GenerateDataKey", GenerateDataKeyCommand],
  [
    "GenerateDataKeyWithoutPlaintext",
    GenerateDataKeyWithoutPlaintextCommand as unknown as typeof GenerateDataKeyCommand,
  ],
]

const EncryptionContext = { tenant: "blue" }

export function dataKeys({ kms, newKey }: Stand): void {
  describe("data keys", () => {
    test.each(SIZES)(
      "GenerateDataKey makes %s, and Decrypt gives it back",
      async (_what, size, bytes) => {
        const { KeyId, Arn, CurrentKeyMaterialId } = await newKey()
        const made = await kms.send(
          new GenerateDataKeyCommand({ KeyId, EncryptionContext, ...size }),
        )
        expect(made).toMatchObject({ KeyId: Arn, KeyMaterialId: CurrentKeyMaterialId })
        expect(made.Plaintext).toHaveLength(bytes)
        const { CiphertextBlob } = made
        const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
        expect(opened.Plaintext).toEqual(made.Plaintext)
        const other = kms.send(new DecryptCommand({ CiphertextBlob }))
        expect(await refusalOf(other)).toEqual(refusal("InvalidCiphertextException"))
      },
    )

    test("GenerateDataKey never makes the same key twice", async () => {
      const { KeyId } = await newKey()
      const made = await Promise.all(
        Array.from({ length: 20 }, () =>
          kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" })),
        ),
      )
      const keys = made.map(({ Plaintext }) => Buffer.from(Plaintext ?? []).toString("hex"))
      expect(new Set(keys).size).toBe(20)
    })

    test("GenerateDataKeyWithoutPlaintext keeps the key to itself until Decrypt", async () => {
      const { KeyId, Arn } = await newKey()
      const made = await kms.send(
        new GenerateDataKeyWithoutPlaintextCommand({ KeyId, KeySpec: "AES_256" }),
      )
      expect(made).toMatchObject({ KeyId: Arn })
      expect(made).not.toHaveProperty("Plaintext")
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: made.CiphertextBlob }))
      expect(opened.Plaintext).toHaveLength(32)
    })

    describe.each(COMMANDS)("%s", (name, Command) => {
      test.each(WRONG_SIZES)(`${name} refuses %s`, async (_what, size) => {
        const { KeyId } = await newKey()
        expect(await refusalOf(kms.send(new Command({ KeyId, ...size })))).toEqual(
          refusal("ValidationException", "Please specify either number of bytes or key spec."),
        )
      })

      test.each(WRONG_NUMBERS)(`${name} refuses %s bytes`, async (NumberOfBytes, constraint) => {
        const { KeyId } = await newKey()
        expect(await refusalOf(kms.send(new Command({ KeyId, NumberOfBytes })))).toEqual(
          invalid(`'${NumberOfBytes}'`, "numberOfBytes", constraint),
        )
      })

      test(`${name} with DryRun says that it would have succeeded`, async () => {
        const { KeyId } = await newKey()
        const call = kms.send(new Command({ KeyId, KeySpec: "AES_256", DryRun: true }))
        expect(await refusalOf(call)).toEqual(DRY_RUN)
      })
    })

    test("GenerateDataKey refuses an enclave as the recipient, which is not built", async () => {
      const { KeyId } = await newKey()
      const Recipient = {
        KeyEncryptionAlgorithm: "RSAES_OAEP_SHA_256" as const,
        AttestationDocument: new Uint8Array(8),
      }
      const call = kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", Recipient }))
      expect(await refusalOf(call)).toMatchObject({ name: "UnsupportedOperationException" })
    })

    test.each([1, 32, 1024])("GenerateRandom makes %s bytes", async (NumberOfBytes) => {
      const { Plaintext } = await kms.send(new GenerateRandomCommand({ NumberOfBytes }))
      expect(Plaintext).toHaveLength(NumberOfBytes)
    })

    test("GenerateRandom refuses to guess how many", async () => {
      expect(await refusalOf(kms.send(new GenerateRandomCommand({})))).toEqual(
        refusal("ValidationException", "NumberOfBytes is required."),
      )
    })

    test.each(WRONG_NUMBERS)(
      "GenerateRandom refuses %s bytes",
      async (NumberOfBytes, constraint) => {
        expect(await refusalOf(kms.send(new GenerateRandomCommand({ NumberOfBytes })))).toEqual(
          invalid(`'${NumberOfBytes}'`, "numberOfBytes", constraint),
        )
      },
    )
  })
}
