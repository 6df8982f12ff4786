import { once } from "node:events"
import { chmodSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import type { AddressInfo } from "node:net"
import { createServer } from "node:net"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { describe, expect, onTestFinished, test } from "vitest"
import { runToEnd, startServer, temporaryFolder } from "../running-server.ts"

/** A data folder in which a server has run once. */
async function usedFolder(): Promise<string> {
  const folder = temporaryFolder()
  const server = await startServer({ args: ["--data-dir", folder] })
  await server.end("SIGTERM")
  return folder
}

const start = (folder: string, ...args: string[]) =>
  runToEnd({ args: ["--port", "0", "--data-dir", folder, ...args] })

/** One sentence for a person on standard error, nothing on standard output, and 1. */
const refusal = (sentence: RegExp) => ({
  code: 1,
  stdout: "",
  stderr: expect.stringMatching(new RegExp(`^keywright: ${sentence.source}\\n$`)),
})

describe("The server refuses to start", () => {
  test.each([
    [["--port", "http"], /--port must be a whole number from 0 to 65535\./],
    [["--prot", "7700"], /--prot is not a setting; --help lists them\./],
    [["--region", "us-east-1,us-east-1"], /--region must be one or more Regions, .* none twice\./],
  ])("with %j", async (args, sentence) => {
    expect(await runToEnd({ args })).toEqual(refusal(sentence))
  })

  test("with a root key in the environment that is none, without repeating it", async () => {
    const variables = { KEYWRIGHT_ROOT_KEY: "c2VjcmV0" }
    expect(await runToEnd({ variables })).toEqual(
      refusal(
        /KEYWRIGHT_ROOT_KEY must be 32 bytes in base64, as `openssl rand -base64 32` prints them\./,
      ),
    )
  })

  test("on a busy port", async () => {
    const other = createServer().listen(0, "127.0.0.1")
    onTestFinished(() => void other.close())
    await once(other, "listening")
    const { port } = other.address() as AddressInfo
    expect(await start(temporaryFolder(), "--port", String(port))).toEqual(
      refusal(
        /Port \d+ of 127\.0\.0\.1 is in use\. Stop what listens there, or choose another with --port\./,
      ),
    )
  })

  test("on a data folder that is a file", async () => {
    const file = join(temporaryFolder(), "file")
    writeFileSync(file, "")
    expect(await start(file)).toEqual(
      refusal(
        /The data folder .*file cannot be used \(ENOTDIR\)\. Make it a folder that this user may write, or choose another with --data-dir\./,
      ),
    )
  })

  test("on a data folder that cannot be made", async () => {
    expect(await start("/proc/keywright/data")).toEqual(
      refusal(/The data folder \/proc\/keywright\/data cannot be used \(E[A-Z]+\)\. .*/),
    )
  })

  test("without the root key, and makes no other", async () => {
    const folder = await usedFolder()
    const key = readFileSync(join(folder, "root.key"))
    rmSync(join(folder, "root.key"))
    const words =
      /.*root\.key is missing, and .*keywright\.sqlite cannot be opened without it\. Put it back from a copy, or give the key as KEYWRIGHT_ROOT_KEY\./
    expect(await start(folder)).toEqual(refusal(words))
    expect(await start(folder)).toEqual(refusal(words))

    const variables = { KEYWRIGHT_ROOT_KEY: key.toString("base64") }
    const server = await startServer({ args: ["--data-dir", folder], variables })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test("with another root key, from the file or from the environment", async () => {
    const folder = await usedFolder()
    const file = join(folder, "root.key")
    const key = readFileSync(file)
    writeFileSync(file, Buffer.alloc(32, 1))
    expect(await start(folder)).toEqual(
      refusal(
        /.*root\.key is not the root key that .*keywright\.sqlite was made with\. Put the right one back\./,
      ),
    )
    writeFileSync(file, key)
    const variables = { KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 1).toString("base64") }
    expect(await runToEnd({ args: ["--port", "0", "--data-dir", folder], variables })).toEqual(
      refusal(/KEYWRIGHT_ROOT_KEY is not the root key that .*keywright\.sqlite was made with\. .*/),
    )
    const server = await startServer({ args: ["--data-dir", folder] })
    expect((await fetch(`${server.url}/readyz`)).status).toBe(200)
  })

  test("with a root key that others can read", async () => {
    const folder = await usedFolder()
    chmodSync(join(folder, "root.key"), 0o644)
    expect(await start(folder)).toEqual(
      refusal(/.*root\.key can be read by other users\. Run: chmod 600 .*root\.key/),
    )
  })

  test("with a damaged database", async () => {
    const folder = await usedFolder()
    writeFileSync(join(folder, "keywright.sqlite"), "x".repeat(5000))
    expect(await start(folder)).toEqual(
      refusal(
        /.*keywright\.sqlite is not a database, or damaged\. Put back a copy from before, together with its root key\./,
      ),
    )
  })

  test("with a database whose domain key is damaged", async () => {
    const folder = await usedFolder()
    const database = new DatabaseSync(join(folder, "keywright.sqlite"))
    database.exec("update record set value = 'AAAA' || substr(value, 5) where kind = 'domain-key'")
    database.close()
    expect(await start(folder)).toEqual(
      refusal(/.*keywright\.sqlite is damaged: keys that all others depend on cannot be read\. .*/),
    )
  })

  test("with the database of another program", async () => {
    const folder = temporaryFolder()
    const other = new DatabaseSync(join(folder, "keywright.sqlite"))
    other.exec("create table photo (id integer primary key)")
    other.close()
    writeFileSync(join(folder, "root.key"), Buffer.alloc(32, 1), { mode: 0o600 })
    expect(await start(folder)).toEqual(
      refusal(/.*keywright\.sqlite is a database of another program\. Choose another data-dir\./),
    )
  })

  test("where a database was once and is no more", async () => {
    const folder = await usedFolder()
    rmSync(join(folder, "keywright.sqlite"))
    expect(await start(folder)).toEqual(
      refusal(/.*keywright\.sqlite is missing or empty, but .*credentials is there\. .*/),
    )
  })
})

test("The server prints its settings and exits with 0 when it is asked for help", async () => {
  const { code, stdout, stderr } = await runToEnd({ args: ["--help"] })
  expect([code, stderr]).toEqual([0, ""])
  expect(stdout).toContain("--shutdown-grace-ms")
})
