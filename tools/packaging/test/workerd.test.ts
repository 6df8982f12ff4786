import { execFileSync, spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { join } from "node:path"
import {
  CreateKeyCommand,
  DecryptCommand,
  EncryptCommand,
  GenerateDataKeyPairCommand,
  KMSClient,
} from "@aws-sdk/client-kms"
import { beforeAll, expect, onTestFinished, test } from "vitest"
import workerd from "workerd"
import { repositoryRoot } from "../src/tarballs.ts"
import { freePort } from "./free-port.ts"
import { temporaryFolder } from "./temporary-folder.ts"

const READY_TIMEOUT_MS = 60_000
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

/** Starts workerd on the bundle, and waits until it listens: whether it is ready is another question. */
async function serve(variables: NodeJS.ProcessEnv) {
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const words = ["serve", "workerd.capnp", "--socket-addr", `http=127.0.0.1:${port}`]
  const options = { cwd: folder, env: { PATH: process.env.PATH, ...variables } }
  const child = spawn(workerd, words, { ...options, stdio: ["ignore", "pipe", "pipe"] })
  onTestFinished(() => {
    child.kill("SIGKILL")
  })
  let said = ""
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      said += chunk.toString()
    })
  }
  const deadline = Date.now() + READY_TIMEOUT_MS
  const status = async (): Promise<number> =>
    fetch(`${url}/readyz`).then(
      ({ status }) => status,
      () => 0,
    )
  while ((await status()) === 0) {
    if (child.exitCode !== null || Date.now() > deadline) throw new Error(`workerd: ${said}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  const client = new KMSClient({ endpoint: url, region: "us-east-1", credentials: accessKey })
  return {
    client,
    status,
    said: () => said,
    async stop() {
      const ended = once(child, "exit")
      child.kill("SIGTERM")
      await ended
    },
  }
}

test("The Worker serves AWS's SDK in workerd alone, and its keys outlive the process", async () => {
  const first = await serve(secrets)
  expect(await first.status()).toBe(200)
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
  expect(await other.status()).toBe(503)
  expect(other.said()).toContain("KEYWRIGHT_ROOT_KEY is not the root key")
  await other.stop()
  const without = await serve({})
  expect(await without.status()).toBe(503)
  expect(without.said()).toContain("KEYWRIGHT_ROOT_KEY is missing")
  await without.stop()
})
