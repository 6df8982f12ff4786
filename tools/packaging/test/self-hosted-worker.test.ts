import { execFileSync } from "node:child_process"
import { randomBytes } from "node:crypto"
import { join } from "node:path"
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyPairCommand,
  KMSClient,
} from "@aws-sdk/client-kms"
import getPort from "get-port"
import { beforeAll, expect, onTestFinished, test } from "vitest"
import { repositoryRoot } from "../src/tarballs.ts"
import { startWorkerd } from "../src/workerd.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const folder = join(temporaryFolder(), "workerd")
const accessKey = {
  accessKeyId: "AKIA0123456789abcdef",
  secretAccessKey: randomBytes(20).toString("hex"),
}
const secrets = {
  KEYWRIGHT_ROOT_KEY: randomBytes(32).toString("base64"),
  KEYWRIGHT_ROOT_ACCESS_KEY: `${accessKey.accessKeyId}:${accessKey.secretAccessKey}`,
}

beforeAll(() => {
  const script = join(repositoryRoot, "apps/server/deploy/bundle-worker.ts")
  execFileSync(process.execPath, [script, folder], { stdio: ["ignore", "ignore", "inherit"] })
})

async function serve(variables: NodeJS.ProcessEnv) {
  const place = {
    folder,
    configuration: "workerd.capnp",
    port: await getPort({ host: "127.0.0.1" }),
  }
  const workerd = await startWorkerd(place, variables)
  onTestFinished(workerd.stop)
  const { url } = workerd
  const client = new KMSClient({ endpoint: url, region: "us-east-1", credentials: accessKey })
  return { ...workerd, client }
}

test("The Worker serves AWS's SDK in workerd alone, and its keys outlive the process", async () => {
  const first = await serve(secrets)
  expect(await first.status("/readyz")).toBe(200)
  const { KeyMetadata } = await first.client.send(new CreateKeyCommand())
  const KeyId = KeyMetadata?.KeyId
  const pair = { KeyId, KeyPairSpec: "ECC_NIST_P256" } as const
  expect((await first.client.send(new GenerateDataKeyPairCommand(pair))).PublicKey).toHaveLength(91)
  const Plaintext = new TextEncoder().encode("kept")
  const { CiphertextBlob } = await first.client.send(new EncryptCommand({ KeyId, Plaintext }))
  await first.stop()

  const again = await serve(secrets)
  const opened = await again.client.send(new DecryptCommand({ CiphertextBlob }))
  expect(opened.Plaintext).toEqual(Plaintext)
  await again.stop()
})

test("The Worker in workerd is not ready with another root key or without one, and says why", async () => {
  const first = await serve(secrets)
  await first.stop()
  const other = await serve({ ...secrets, KEYWRIGHT_ROOT_KEY: randomBytes(32).toString("base64") })
  expect(await other.status("/readyz")).toBe(503)
  expect(other.said()).toContain("KEYWRIGHT_ROOT_KEY is not the root key")
  await other.stop()
  const without = await serve({})
  expect(await without.status("/readyz")).toBe(503)
  expect(without.said()).toContain("KEYWRIGHT_ROOT_KEY is missing")
  await without.stop()
})
