import { execFileSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { judge, opensslVersion, versionOf } from "../src/openssl.ts"
import { startServer } from "../src/own-server.ts"

const cli = versionOf("aws")

/** The AWS CLI starts an interpreter for each call. */
const CLI_TIMEOUT_MS = 60_000

if (cli === undefined) {
  describe("The AWS CLI", () => {
    test.skip("is not on the PATH of this machine, so its calls were not made", () => {})
  })
} else {
  const server = await startServer({ regions: ["us-east-1", "cn-north-1"] })
  const folder = mkdtempSync(join(tmpdir(), "keywright-aws-cli-"))

  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await server.stop()
  })

  const aws = (region: string, words: string, ...more: string[]): Record<string, string> => {
    const output = execFileSync("aws", ["kms", ...words.split(" "), "--output", "json", ...more], {
      cwd: folder,
      encoding: "utf8",
      env: {
        PATH: process.env.PATH,
        HOME: folder,
        AWS_SHARED_CREDENTIALS_FILE: join(server.target.process.dataDirectory, "credentials"),
        AWS_ENDPOINT_URL_KMS: server.target.url,
        AWS_REGION: region,
        AWS_DEFAULT_REGION: region,
      },
    })
    return output === "" ? {} : JSON.parse(output)
  }

  const newKey = (region: string): string => {
    const { KeyMetadata } = aws(region, "create-key") as unknown as {
      KeyMetadata: { KeyId: string }
    }
    return KeyMetadata.KeyId
  }

  describe(`The AWS CLI (${cli})`, () => {
    test("lists keys with nothing but the credentials file and the endpoint", {
      timeout: CLI_TIMEOUT_MS,
    }, () => {
      const id = newKey("us-east-1")
      const { Keys } = aws("us-east-1", "list-keys") as unknown as { Keys: { KeyId: string }[] }
      expect(Keys.map(({ KeyId }) => KeyId)).toContain(id)
    })

    const pairs: [spec: string, region: string][] = [
      ["RSA_2048", "us-east-1"],
      ["RSA_3072", "us-east-1"],
      ["RSA_4096", "us-east-1"],
      ["ECC_NIST_P256", "us-east-1"],
      ["ECC_NIST_P384", "us-east-1"],
      ["ECC_NIST_P521", "us-east-1"],
      ["ECC_SECG_P256K1", "us-east-1"],
      ["SM2", "cn-north-1"],
    ]

    test.each(pairs)(
      "makes a data key pair of %s by the example of AWS's page, and decrypts its private half",
      { timeout: CLI_TIMEOUT_MS },
      (spec, region) => {
        const id = newKey(region)
        const context = ["--encryption-context", "purpose=test"]
        const made = aws(
          region,
          `generate-data-key-pair --key-pair-spec ${spec} --key-id ${id}`,
          ...context,
        )
        writeFileSync(join(folder, "blob"), bytesOf(made.PrivateKeyCiphertextBlob))
        const opened = aws(region, "decrypt --ciphertext-blob fileb://blob", ...context)
        expect(opened.Plaintext).toBe(made.PrivateKeyPlaintext)
        if (opensslVersion === undefined) return
        const verdict = judge(spec, bytesOf(opened.Plaintext), bytesOf(made.PublicKey))
        expect([verdict.check, verdict.signs]).toEqual(["Key is valid", true])
      },
    )

    test("encrypts and decrypts a file, and is refused another context", {
      timeout: CLI_TIMEOUT_MS,
    }, () => {
      const id = newKey("us-east-1")
      writeFileSync(join(folder, "plain"), "the quick brown fox")
      const { CiphertextBlob } = aws(
        "us-east-1",
        `encrypt --key-id ${id} --plaintext fileb://plain --encryption-context a=bc`,
      )
      writeFileSync(join(folder, "blob"), bytesOf(CiphertextBlob))
      const decrypt = "decrypt --ciphertext-blob fileb://blob --encryption-context"
      expect(bytesOf(aws("us-east-1", `${decrypt} a=bc`).Plaintext)).toEqual(
        new Uint8Array(readFileSync(join(folder, "plain"))),
      )
      expect(() => aws("us-east-1", `${decrypt} ab=c`)).toThrow(/InvalidCiphertextException/)
    })
  })
}

function bytesOf(base64: string | undefined): Uint8Array {
  if (base64 === undefined) throw new Error("a member is missing in the answer")
  return new Uint8Array(Buffer.from(base64, "base64"))
}
