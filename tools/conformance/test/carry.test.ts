/** A data folder is carried from runtime to runtime: each opens what the others have sealed. */
import { rmSync } from "node:fs"
import {
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyPairCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms"
import { afterAll, expect, test } from "vitest"
import { newDataDirectory, startServer } from "../src/own-server.ts"
import { standOn } from "../src/target.ts"

const PLATFORMS = ["Node", "Deno", "Bun"] as const

const dataDirectory = newDataDirectory()
afterAll(() => rmSync(dataDirectory, { recursive: true }))

const EncryptionContext = { carried: "from runtime to runtime" }

interface Sealed {
  by: string
  blob: Uint8Array | undefined
  plaintext: Uint8Array | undefined
}

test("One data folder serves on Node, Deno and Bun in turn, and each opens what the others sealed", async () => {
  const sealed: Sealed[] = []
  // Twice around, so that each also opens what it sealed before the others had the folder.
  for (const platform of [...PLATFORMS, ...PLATFORMS]) {
    const server = await startServer({ platform, dataDirectory, keepsData: true })
    try {
      const { kms, newKey } = standOn(server.target)
      for (const { by, blob, plaintext } of sealed) {
        const opened = await kms.send(
          new DecryptCommand({ CiphertextBlob: blob, EncryptionContext }),
        )
        expect(opened.Plaintext, `${platform} opens what ${by} sealed`).toEqual(plaintext)
      }
      const { KeyId } = await newKey()
      const AliasName = `alias/${platform}-${sealed.length}`
      await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
      const plaintext = new TextEncoder().encode(`sealed by ${platform}`)
      const text = await kms.send(
        new EncryptCommand({ KeyId: AliasName, Plaintext: plaintext, EncryptionContext }),
      )
      const pair = await kms.send(
        new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256", EncryptionContext }),
      )
      sealed.push(
        { by: platform, blob: text.CiphertextBlob, plaintext },
        { by: platform, blob: pair.PrivateKeyCiphertextBlob, plaintext: pair.PrivateKeyPlaintext },
      )
      const { Keys = [] } = await kms.send(new ListKeysCommand({}))
      expect(Keys).toHaveLength(sealed.length / 2)
      const described = await kms.send(new DescribeKeyCommand({ KeyId: "alias/Node-0" }))
      expect(described.KeyMetadata?.KeyState).toBe("Enabled")
    } finally {
      await server.stop()
    }
  }
})
