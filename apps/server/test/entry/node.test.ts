import { createHash, createPrivateKey, createPublicKey } from "node:crypto"
import { once } from "node:events"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { connect } from "node:net"
import { join } from "node:path"
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyCommand,
  GenerateDataKeyPairCommand,
  KMSClient,
  ListKeysCommand,
} from "@aws-sdk/client-kms"
import { describe, expect, onTestFinished, test, vi } from "vitest"
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts"

const textOf = (bytes: Uint8Array | undefined) => new TextDecoder().decode(bytes)

/** A client that knows of the server only what the two printed lines say. */
function clientOf(server: RunningServer): KMSClient {
  for (const [name, value] of Object.entries(server.variables)) vi.stubEnv(name, value)
  // No attempt after the first: a retry would hide a failure.
  const client = new KMSClient({ maxAttempts: 1 })
  onTestFinished(() => {
    client.destroy()
    vi.unstubAllEnvs()
  })
  return client
}

async function createKey(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}))
  return KeyMetadata?.KeyId as string
}

describe("The first start", () => {
  test("makes three files for its owner alone, and prints two lines that an SDK needs", async () => {
    const folder = join(temporaryFolder(), "data")
    const server = await startServer({ args: ["--data-dir", folder] })
    expect(server.variables).toEqual({
      AWS_SHARED_CREDENTIALS_FILE: join(folder, "credentials"),
      AWS_PROFILE: "default",
      AWS_ENDPOINT_URL_KMS: server.url,
      AWS_REGION: "us-east-1",
      AWS_DEFAULT_REGION: "us-east-1",
    })
    const client = clientOf(server)
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([])
    const keyId = await createKey(client)
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId: keyId }))
    expect(KeyMetadata?.Arn).toBe(`arn:aws:kms:us-east-1:111122223333:key/${keyId}`)
    const files = readdirSync(folder)
    expect(files).toEqual(expect.arrayContaining(["credentials", "keywright.sqlite", "root.key"]))
    for (const file of files) {
      expect(statSync(join(folder, file)).mode & 0o077, file).toBe(0)
    }
  })

  test("takes the root key from the environment, and then makes no file for it", async () => {
    const [folder, key] = [temporaryFolder(), Buffer.alloc(32, 7).toString("base64")]
    const order = { args: ["--data-dir", folder], variables: { KEYWRIGHT_ROOT_KEY: key } }
    const server = await startServer(order)
    const keyId = await createKey(clientOf(server))
    expect(readdirSync(folder)).not.toContain("root.key")
    await server.end("SIGTERM")
    const again = clientOf(await startServer(order))
    const { KeyMetadata } = await again.send(new DescribeKeyCommand({ KeyId: keyId }))
    expect(KeyMetadata?.Enabled).toBe(true)
  })
})

describe("A server that starts again", () => {
  test("opens every ciphertext, and has the same access key", async () => {
    const folder = temporaryFolder()
    const args = ["--data-dir", folder]
    const server = await startServer({ args })
    const client = clientOf(server)
    const KeyId = await createKey(client)
    const EncryptionContext = { purpose: "restart" }
    const Plaintext = new TextEncoder().encode("survives")
    const sealed = await client.send(new EncryptCommand({ KeyId, Plaintext, EncryptionContext }))
    const pair = await client.send(
      new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256", EncryptionContext }),
    )
    const credentials = readFileSync(join(folder, "credentials"), "utf8")
    expect((await server.end("SIGTERM")).code).toBe(0)

    const again = clientOf(await startServer({ args }))
    expect(readFileSync(join(folder, "credentials"), "utf8")).toBe(credentials)
    const open = (CiphertextBlob: Uint8Array | undefined) =>
      again.send(new DecryptCommand({ CiphertextBlob, EncryptionContext }))
    expect(textOf((await open(sealed.CiphertextBlob)).Plaintext)).toBe("survives")
    expect((await open(pair.PrivateKeyCiphertextBlob)).Plaintext).toEqual(pair.PrivateKeyPlaintext)
  })

  test("has every key that it acknowledged before it was killed", async () => {
    const args = ["--data-dir", temporaryFolder()]
    const server = await startServer({ args })
    const client = clientOf(server)
    const acknowledged: string[] = []
    const writers = Array.from({ length: 4 }, async () => {
      for (;;) acknowledged.push(await createKey(client))
    })
    const broken = Promise.allSettled(writers)
    while (acknowledged.length < 20) await createKey(client)
    expect((await server.end("SIGKILL")).code).toBeNull()
    await broken

    const again = clientOf(await startServer({ args }))
    for (const KeyId of acknowledged) {
      const { KeyMetadata } = await again.send(new DescribeKeyCommand({ KeyId }))
      expect(KeyMetadata?.KeyState).toBe("Enabled")
    }
  })
})

describe("A server that is asked to end", () => {
  test.each(["SIGTERM", "SIGINT"] as const)(
    "lets a request that has begun end on %s, and exits with 0",
    async (signal) => {
      const server = await startServer({ args: ["--data-dir", temporaryFolder()] })
      const socket = connect(Number(new URL(server.url).port), "127.0.0.1")
      let answer = ""
      socket.setEncoding("utf8").on("data", (words) => {
        answer += words
      })
      const closed = once(socket, "close")
      socket.write("POST / HTTP/1.1\r\nHost: kms.test\r\nContent-Length: 2\r\n")
      socket.write("Content-Type: application/x-amz-json-1.1\r\n\r\n{")
      // The connection before this one has been taken when this one is answered.
      await fetch(`${server.url}/readyz`)
      const ended = server.end(signal)
      await server.says("shutting down")
      await expect(fetch(`${server.url}/livez`)).rejects.toThrow("fetch failed")
      socket.write("}")
      await closed
      expect(answer).toMatch(/^HTTP\/1\.1 400 Bad Request\r\n/)
      expect(answer).toMatch(/\r\nconnection: close\r\n/i)
      expect(answer).toContain('"__type"')
      const { code, stderr } = await ended
      expect([code, stderr]).toEqual([0, expect.stringContaining('"msg":"stopped"')])
    },
  )
})

describe("Key pairs", () => {
  test("leave the event loop free: keys are described while pairs are made", async () => {
    const args = ["--data-dir", temporaryFolder(), "--key-pair-workers", "1"]
    const client = clientOf(await startServer({ args }))
    const KeyId = await createKey(client)
    let made = 0
    const pairs = Array.from({ length: 3 }, async () => {
      const command = new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "RSA_4096" })
      const pair = await client.send(command)
      made++
      return pair
    })
    // One thread makes them one after the other; these are all answered before it is done.
    for (let i = 0; i < 10; i++) await client.send(new DescribeKeyCommand({ KeyId }))
    expect(made).toBeLessThan(3)
    for (const { PrivateKeyPlaintext, PublicKey } of await Promise.all(pairs)) {
      const key = Buffer.from(PrivateKeyPlaintext as Uint8Array)
      const halves = createPublicKey(createPrivateKey({ key, format: "der", type: "pkcs8" }))
      expect(halves.export({ format: "der", type: "spki" })).toEqual(
        Buffer.from(PublicKey as Uint8Array),
      )
    }
  })
})

describe("Secrets", () => {
  test("are nowhere in the data folder and the log", async () => {
    const folder = temporaryFolder()
    const args = ["--data-dir", folder, "--log-level", "debug"]
    const server = await startServer({ args })
    const client = clientOf(server)
    const KeyId = await createKey(client)
    const canary = new TextEncoder().encode("canary-5d2f0c8e-plaintext-of-a-client")
    const { CiphertextBlob } = await client.send(new EncryptCommand({ KeyId, Plaintext: canary }))
    await client.send(new DecryptCommand({ CiphertextBlob }))
    const dataKey = await client.send(new GenerateDataKeyCommand({ KeyId, KeySpec: "AES_256" }))
    const pair = await client.send(
      new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P521" }),
    )
    const failed = client.send(
      new DecryptCommand({ CiphertextBlob: canary, EncryptionContext: { a: "b" } }),
    )
    await expect(failed).rejects.toThrow()
    const { stderr } = await server.end("SIGTERM")

    const credentials = readFileSync(join(folder, "credentials"), "utf8")
    const [, secretAccessKey = ""] = /^aws_secret_access_key = (.+)$/m.exec(credentials) ?? []
    const secrets: Record<string, Uint8Array> = {
      plaintext: canary,
      "data key": dataKey.Plaintext as Uint8Array,
      "private key": pair.PrivateKeyPlaintext as Uint8Array,
      "root key": readFileSync(join(folder, "root.key")),
      "secret access key": new TextEncoder().encode(secretAccessKey),
    }
    const places: Record<string, Buffer> = { log: Buffer.from(stderr) }
    for (const name of readdirSync(folder)) places[name] = readFileSync(join(folder, name))
    const homes = { "root key": "root.key", "secret access key": "credentials" }
    for (const [secret, bytes] of Object.entries(secrets)) {
      expect(bytes.length, secret).toBeGreaterThan(16)
      const found = Object.entries(places).filter(([, place]) => holds(place, bytes))
      const home = homes[secret as keyof typeof homes]
      expect(
        found.map(([name]) => name),
        secret,
      ).toEqual(home === undefined ? [] : [home])
    }
    expect(stderr).toContain("TrentService.Decrypt")
  })

  test("are found by the search for them, in every form", () => {
    const secret = Buffer.from(createHash("sha512").update("x").digest())
    const forms = [
      secret,
      secret.toString("hex"),
      JSON.stringify([...secret]),
      ...["", "x", "xx"].flatMap((before) => {
        const longer = Buffer.concat([Buffer.from(before), secret, Buffer.from("after")])
        return [longer.toString("base64"), longer.toString("base64url")]
      }),
    ]
    for (const form of forms) {
      const place = Buffer.concat([Buffer.from("before "), Buffer.from(form)])
      expect(holds(place, secret), place.toString("latin1")).toBe(true)
    }
    expect(holds(Buffer.from("ab"), secret)).toBe(false)
  })
})

describe("The log", () => {
  test("is lines of JSON, and says nothing of requests by default", async () => {
    const server = await startServer({ args: ["--data-dir", temporaryFolder()] })
    await clientOf(server).send(new ListKeysCommand({}))
    const { stderr } = await server.end("SIGTERM")
    const lines = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(lines.map(({ level, msg }) => [level, msg])).toEqual([
      ["info", "listening"],
      ["info", "shutting down: running requests may end"],
      ["info", "stopped"],
    ])
  })

  test("holds up no shutdown when nobody reads it any more", async () => {
    const server = await startServer({ args: ["--data-dir", temporaryFolder()] })
    server.process.stderr.destroy()
    const { code } = await server.end("SIGTERM")
    expect(code).toBe(0)
  })

  test("has a line for each request when it is asked to, with the service's own id", async () => {
    const args = ["--data-dir", temporaryFolder(), "--log-level", "debug"]
    const server = await startServer({ args })
    const failed = clientOf(server).send(new DescribeKeyCommand({ KeyId: "alias/none" }))
    const error = await failed.catch((reason) => reason)
    const { stderr } = await server.end("SIGTERM")
    const lines = stderr
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line))
    expect(lines.filter(({ level }) => level === "debug")).toEqual([
      expect.objectContaining({
        msg: "request",
        target: "TrentService.DescribeKey",
        status: 400,
        exception: "NotFoundException",
        requestId: error.$metadata.requestId,
        sourceAddress: "127.0.0.1",
      }),
    ])
  })
})

describe("Development mode", () => {
  test("takes any credentials, keeps nothing on disk, and says so loudly", async () => {
    const folder = temporaryFolder()
    const server = await startServer({ args: ["--dev", "--data-dir", join(folder, "data")] })
    const client = clientOf(server)
    const { KeyMetadata } = await client.send(new CreateKeyCommand({}))
    expect(KeyMetadata?.AWSAccountId).toBe("000000000000")
    expect(readdirSync(folder)).toEqual([])
    expect(server.said()).toContain('"level":"warn"')
    expect(server.said()).toContain("DEVELOPMENT MODE: any credentials are accepted")
  })
})

describe("Several Regions on one port", () => {
  test("have keys of their own", async () => {
    const args = ["--data-dir", temporaryFolder(), "--region", "eu-west-1,us-west-2"]
    const server = await startServer({ args })
    expect(server.variables.AWS_REGION).toBe("eu-west-1")
    const client = clientOf(server)
    const KeyId = await createKey(client)
    const elsewhere = new KMSClient({ region: "us-west-2", maxAttempts: 1 })
    onTestFinished(() => elsewhere.destroy())
    expect((await elsewhere.send(new ListKeysCommand({}))).Keys).toEqual([])
    expect((await client.send(new ListKeysCommand({}))).Keys?.[0]?.KeyId).toBe(KeyId)
  })
})

/** Whether a place holds these bytes: as they are, in hex, base64 at any offset, base64url, or as a JSON array. */
function holds(place: Buffer, secret: Uint8Array): boolean {
  const bytes = Buffer.from(secret)
  const text = place.toString("latin1")
  // Base64 goes by three bytes: by what stands before these, it holds them from the first, second or third on.
  const base64 = [0, 1, 2].flatMap((skip) => {
    const whole = bytes.subarray(skip, skip + Math.floor((bytes.length - skip) / 3) * 3)
    return [whole.toString("base64"), whole.toString("base64url")]
  })
  const forms = [bytes.toString("hex"), [...bytes].join(","), ...base64]
  return place.includes(bytes) || forms.some((form) => text.includes(form))
}
