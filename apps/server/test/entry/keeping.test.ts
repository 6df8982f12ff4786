/** Servers on a real PostgreSQL: how they begin, and the sentences with which they refuse to. */
import { existsSync, readFileSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { CreateKeyCommand, DescribeKeyCommand, type KMSClient } from "@aws-sdk/client-kms"
import { newDatabase } from "@keywright/postgres"
import pg from "pg"
import { describe, expect, inject, test } from "vitest"
import { clientOf } from "../client-of.ts"
import { runToEnd, startServer, temporaryFolder } from "../running-server.ts"

const postgres = inject("postgres") ?? ""

interface Node {
  url: string
  folder?: string
  rootKey?: string
}

const ROOT_KEY = Buffer.alloc(32, 7).toString("base64")

function orderOf({ url, folder = temporaryFolder(), rootKey }: Node) {
  const variables = {
    KEYWRIGHT_STORE: url,
    KEYWRIGHT_DATA_DIR: folder,
    ...(rootKey && { KEYWRIGHT_ROOT_KEY: rootKey }),
  }
  return { args: ["--port", "0"], variables }
}

const start = (node: Node) => runToEnd(orderOf(node))

const refusal = (sentence: RegExp) => ({
  code: 1,
  stdout: "",
  stderr: expect.stringMatching(new RegExp(`^keywright: ${sentence.source}\\n$`)),
})

async function ask(url: string, query: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(query)
  await client.end()
}

describe.skipIf(postgres === "")("A server on PostgreSQL", () => {
  test("makes a root key for an empty database, keeps its keys there, and names no password", async () => {
    const [url, folder] = [await newDatabase(postgres), temporaryFolder()]
    const order = orderOf({ url, folder })
    const debugging = { ...order, args: ["--log-level", "debug"] }
    const server = await startServer(debugging)
    expect(readFileSync(join(folder, "root.key")).length).toBe(32)
    expect(existsSync(join(folder, "keywright.sqlite"))).toBe(false)
    const { KeyMetadata } = await clientOf(server).send(new CreateKeyCommand({}))
    const ended = await server.end("SIGTERM")
    expect(ended.code).toBe(0)

    const again = await startServer(order)
    const { KeyId } = KeyMetadata ?? {}
    const found = await clientOf(again).send(new DescribeKeyCommand({ KeyId }))
    expect(found.KeyMetadata).toEqual(KeyMetadata)
    expect(ended.stdout + ended.stderr + again.said()).not.toContain(new URL(url).password)
  })

  test("shares keys and the root's access key with a second node that has the same root key", async () => {
    const url = await newDatabase(postgres)
    // Both at once, on a database without tables.
    const nodes = await Promise.all(
      [1, 2, 3].map(() => startServer(orderOf({ url, rootKey: ROOT_KEY }))),
    )
    const [one, ...others] = nodes.map(clientOf) as [KMSClient, ...KMSClient[]]
    const { KeyMetadata } = await one.send(new CreateKeyCommand({}))
    for (const other of others) {
      const { KeyId } = KeyMetadata ?? {}
      const found = await other.send(new DescribeKeyCommand({ KeyId }))
      expect(found.KeyMetadata).toEqual(KeyMetadata)
    }
  })

  test("refuses another root key than the one that the database was made with", async () => {
    const url = await newDatabase(postgres)
    await (await startServer(orderOf({ url, rootKey: ROOT_KEY }))).end("SIGTERM")
    const rootKey = Buffer.alloc(32, 8).toString("base64")
    expect(await start({ url, rootKey })).toEqual(
      refusal(
        /KEYWRIGHT_ROOT_KEY is not the root key that postgres:\/\/127\.0\.0\.1:\d+\/\w+ was made with\. Put the right one back\./,
      ),
    )
  })

  test("refuses to make a root key where others have started, and makes none", async () => {
    const [url, folder] = [await newDatabase(postgres), temporaryFolder()]
    await (await startServer(orderOf({ url, rootKey: ROOT_KEY }))).end("SIGTERM")
    expect(await start({ url, folder })).toEqual(
      refusal(
        /.*root\.key is missing, and postgres:\/\/\S+ cannot be opened without it\. Put it back from a copy, or give the key as KEYWRIGHT_ROOT_KEY\./,
      ),
    )
    expect(existsSync(join(folder, "root.key"))).toBe(false)
  })

  test("refuses an empty database beside the credentials of another one", async () => {
    const [url, folder] = [await newDatabase(postgres), temporaryFolder()]
    writeFileSync(join(folder, "credentials"), "[default]")
    expect(await start({ url, folder })).toEqual(
      refusal(
        /postgres:\/\/\S+ holds no keys, but .*credentials is there\. Name the database that was used before in KEYWRIGHT_STORE, or empty the folder to begin anew\./,
      ),
    )
  })

  test("refuses a database of a later Keywright, by its schema", async () => {
    const url = await newDatabase(postgres)
    await (await startServer(orderOf({ url, rootKey: ROOT_KEY }))).end("SIGTERM")
    await ask(url, "update keywright_schema set version = 2")
    expect(await start({ url, rootKey: ROOT_KEY })).toEqual(
      refusal(
        /postgres:\/\/\S+ was written by a later Keywright \(schema 2; this one knows 1\)\. Start that one\./,
      ),
    )
  })

  test("refuses a database that keeps text in another encoding than UTF-8", async () => {
    const url = await newDatabase(postgres, "LATIN1")
    expect(await start({ url })).toEqual(
      refusal(/postgres:\/\/\S+ keeps text in LATIN1\. Make a database with encoding UTF8\./),
    )
  })

  test("refuses a server that is down, a database that is not there, and a wrong password", async () => {
    const url = new URL(postgres)
    const variant = (change: (url: URL) => void) => {
      const changed = new URL(url)
      change(changed)
      return start({ url: changed.href })
    }
    const down = await variant((changed) => {
      changed.port = "9"
    })
    expect(down).toEqual(
      refusal(
        /postgres:\/\/127\.0\.0\.1:9\/postgres does not answer \(ECONNREFUSED\)\. Start it, or correct KEYWRIGHT_STORE\./,
      ),
    )
    const absent = await variant((changed) => {
      changed.pathname = "/absent"
    })
    expect(absent).toEqual(
      refusal(
        /postgres:\/\/127\.0\.0\.1:\d+\/absent does not exist\. Make the database, or correct KEYWRIGHT_STORE\./,
      ),
    )
    const stranger = await variant((changed) => {
      changed.password = "CANARY"
    })
    expect(stranger).toEqual(
      refusal(
        /postgres:\/\/\S+ does not let this user in\. Correct user and password in KEYWRIGHT_STORE\./,
      ),
    )
    expect(stranger.stderr).not.toContain("CANARY")
  })
})

test("A server for developers refuses a store that it would not use", async () => {
  const args = ["--dev", "--store", "postgres://127.0.0.1/keys"]
  expect(await runToEnd({ args })).toEqual(
    refusal(/--dev keeps everything in memory\. Leave it out, or KEYWRIGHT_STORE\./),
  )
})
