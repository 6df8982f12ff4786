import { once } from "node:events"
import { readdirSync, readFileSync, statSync } from "node:fs"
import { type AddressInfo, createServer } from "node:net"
import { join } from "node:path"
import { CreateKeyCommand, DescribeKeyCommand } from "@aws-sdk/client-kms"
import { describe, expect, onTestFinished, test } from "vitest"
import { clientOf } from "../client-of.ts"
import { type Order, runToEnd, startServer, temporaryFolder } from "../running-server.ts"

const entry = "workers-local"
const order = (folder: string, more: Order = {}): Order => ({
  entry,
  ...more,
  args: ["--data-dir", folder, ...(more.args ?? [])],
})

/** One sentence for a person on standard error, at the end, nothing on standard output, and 1. */
const refusal = (sentence: RegExp) => ({
  code: 1,
  stdout: "",
  stderr: expect.stringMatching(new RegExp(`(?:^|\\n)keywright: ${sentence.source}\\n$`)),
})

const filesIn = (folder: string) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((found) => found.isFile())
    .map((found) => join(found.parentPath, found.name))

describe("A Worker on this machine", () => {
  test("keeps keys, root key and credentials in the data folder, writes no secret anywhere else, and ends with 0", async () => {
    const folder = temporaryFolder()
    const server = await startServer(order(folder))
    const { KeyMetadata } = await clientOf(server).send(new CreateKeyCommand({}))
    const KeyId = KeyMetadata?.KeyId ?? ""
    for (const name of ["root.key", "credentials"]) {
      expect(statSync(join(folder, name)).mode & 0o777, name).toBe(0o600)
    }
    expect((await server.end("SIGTERM")).code).toBe(0)

    const rootKey = readFileSync(join(folder, "root.key"))
    const forms = [rootKey, Buffer.from(rootKey.toString("base64"))]
    const holders = filesIn(folder).filter((file) =>
      forms.some((form) => readFileSync(file).includes(form)),
    )
    expect(holders).toEqual([join(folder, "root.key")])

    const credentials = readFileSync(join(folder, "credentials"))
    const again = await startServer(order(folder))
    expect(readFileSync(join(folder, "credentials"))).toEqual(credentials)
    const found = await clientOf(again).send(new DescribeKeyCommand({ KeyId }))
    expect(found.KeyMetadata?.KeyState).toBe("Enabled")
    expect((await again.end("SIGTERM")).code).toBe(0)

    const variables = { KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 9).toString("base64") }
    expect(await runToEnd(order(folder, { args: ["--port", "0"], variables }))).toEqual(
      refusal(/KEYWRIGHT_ROOT_KEY is not the root key that the records were made with\..*/),
    )
    expect(await runToEnd({ args: ["--port", "0", "--data-dir", folder] })).toEqual(
      refusal(/\S+\/workers holds the records of a server that is started in another way\..*/),
    )
  })

  test("refuses a busy port", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    onTestFinished(() => void other.close())
    await once(other, "listening")
    const { port } = other.address() as AddressInfo
    const args = ["--port", String(port)]
    expect(await runToEnd(order(temporaryFolder(), { args }))).toEqual(
      refusal(/Port \d+ of 127\.0\.0\.1 is in use\. Stop what listens there, or choose another.*/),
    )
  })

  test("refuses another store", async () => {
    const variables = { KEYWRIGHT_STORE: "postgres://127.0.0.1/keys" }
    expect(await runToEnd(order(temporaryFolder(), { variables }))).toEqual(
      refusal(/On Workers, records are kept in Durable Objects: leave --store out\./),
    )
  })
})
