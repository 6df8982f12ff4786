/** What outlives a process, and what never leaves it: for servers that the suite has started itself. */
import { readdirSync, readFileSync } from "node:fs"
import { join, relative } from "node:path"
import {
  CreateAliasCommand,
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  GetKeyPolicyCommand,
  ListAliasesCommand,
  ListResourceTagsCommand,
  ScheduleKeyDeletionCommand,
  TagResourceCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, test } from "vitest"
import { refusalOf } from "../refusal.ts"
import type { AnyCommand, Stand, TargetProcess } from "../target.ts"

const WRITERS = 8
const CRASH_AFTER_KEYS = 120

export function durability({ target, kms, newKey }: Stand): void {
  const { process } = target

  describe.skipIf(process === undefined)("a server that stops", () => {
    const server = process as TargetProcess

    test("Every ciphertext, name, tag and state survives a restart, which ends with exit code 0", async () => {
      const key = await newKey()
      const { KeyId } = key
      const EncryptionContext = { kept: "yes" }
      const Plaintext = new TextEncoder().encode("kept")
      const made = [
        await kms.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext })),
        await kms.send(
          new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256", EncryptionContext }),
        ),
        await kms
          .send(
            new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "RSA_2048", EncryptionContext }),
          )
          .then((pair) => ({
            CiphertextBlob: pair.PrivateKeyCiphertextBlob,
            Plaintext: pair.PrivateKeyPlaintext,
          })),
      ]
      await kms.send(
        new CreateAliasCommand({ AliasName: `alias/kept-${KeyId}`, TargetKeyId: KeyId }),
      )
      await kms.send(new TagResourceCommand({ KeyId, Tags: [{ TagKey: "kept", TagValue: "yes" }] }))
      const disabled = await newKey()
      await kms.send(new DisableKeyCommand({ KeyId: disabled.KeyId }))
      const pending = await newKey()
      await kms.send(new ScheduleKeyDeletionCommand({ KeyId: pending.KeyId }))
      const look = (): Promise<unknown[]> =>
        Promise.all(
          (
            [
              new DescribeKeyCommand({ KeyId }),
              new DescribeKeyCommand({ KeyId: disabled.KeyId }),
              new DescribeKeyCommand({ KeyId: pending.KeyId }),
              new ListAliasesCommand({ KeyId }),
              new ListResourceTagsCommand({ KeyId }),
              new GetKeyPolicyCommand({ KeyId }),
            ] as AnyCommand[]
          ).map(async (command) => {
            const { $metadata: _how, ...answer } = await kms.send(command)
            return answer
          }),
        )
      const before = await look()

      expect(await server.restart()).toBe(0)

      expect(await look()).toEqual(before)
      for (const each of made) {
        const { CiphertextBlob } = each
        const opened = await kms.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
        expect(opened.Plaintext).toEqual("Plaintext" in each ? each.Plaintext : Plaintext)
      }
    })

    test("Killed while it writes, it starts again with everything that it had acknowledged", async () => {
      const acknowledged: { KeyId: string; CiphertextBlob: Uint8Array | undefined }[] = []
      let crashed = false
      const write = async (): Promise<void> => {
        while (!crashed) {
          const { KeyMetadata } = await kms.send(new CreateKeyCommand({}))
          const KeyId = KeyMetadata?.KeyId ?? ""
          const Plaintext = new TextEncoder().encode(KeyId)
          const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
          acknowledged.push({ KeyId, CiphertextBlob })
        }
      }
      const writers = Array.from({ length: WRITERS }, () => write().catch(() => undefined))
      const deadline = Date.now() + 20_000
      while (acknowledged.length < CRASH_AFTER_KEYS && Date.now() < deadline) {
        await new Promise((resolve) => setTimeout(resolve, 5))
      }
      const killed = server.crash()
      crashed = true
      await Promise.all([killed, ...writers])

      expect(acknowledged.length).toBeGreaterThanOrEqual(CRASH_AFTER_KEYS)
      for (const { KeyId, CiphertextBlob } of acknowledged) {
        const { Plaintext } = await kms.send(new DecryptCommand({ CiphertextBlob }))
        expect(new TextDecoder().decode(Plaintext)).toBe(KeyId)
      }
    }, 60_000)

    test("No plaintext and no secret is in the data folder, in the log or in a refusal", async () => {
      const { KeyId } = await newKey()
      const made = await kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }))
      const pair = await kms.send(
        new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256" }),
      )
      const Plaintext = new TextEncoder().encode("the canary that must not sing")
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
      await kms.send(new DecryptCommand({ CiphertextBlob }))
      const refused = await refusalOf(kms.send(new EncryptCommand({ KeyId: "nothing", Plaintext })))
      const secrets = [made.Plaintext, pair.PrivateKeyPlaintext, Plaintext].flatMap(formsOf)
      // Killed, not stopped: what lies in the write-ahead log is looked through as well.
      const places: [place: string, bytes: Buffer][] = [
        ...filesIn(server.dataDirectory),
        ["the database", Buffer.from((await server.keptElsewhere?.()) ?? "")],
        ["the output", Buffer.from(server.output())],
        ["a refusal", Buffer.from(JSON.stringify(refused))],
      ]
      const found = places.filter(([, bytes]) => secrets.some((secret) => bytes.includes(secret)))
      expect(found.map(([place]) => place)).toEqual([])
      // What is looked through is where the keys are.
      const holding = places.filter(([, bytes]) => bytes.includes(KeyId)).map(([place]) => place)
      expect(holding.some((place) => /\.sqlite|^the database$/.test(place))).toBe(true)

      const secret = Buffer.from(target.credentials.secretAccessKey)
      const holders = places.filter(([, bytes]) => bytes.includes(secret)).map(([place]) => place)
      expect(holders).toEqual(["credentials"])
    })
  })
}

/** Every file of a folder and of those in it, by its path from there. */
function filesIn(folder: string): [path: string, bytes: Buffer][] {
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .map((path) => [relative(folder, path), readFileSync(path)])
}

/** A secret as bytes, hexadecimal, and base64 of both alphabets. */
function formsOf(secret: Uint8Array | undefined): Buffer[] {
  const bytes = Buffer.from(secret ?? [])
  if (bytes.length < 16) throw new Error("too short to be looked for")
  const spelled = (["hex", "base64", "base64url"] as const).map((form) =>
    Buffer.from(bytes.toString(form).replace(/=+$/, "")),
  )
  return [bytes, ...spelled]
}
