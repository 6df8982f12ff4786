/** Nodes that share a PostgreSQL: what one does counts on the other at once, and what the database's troubles look like outside. */
import {
  CreateKeyCommand,
  DecryptCommand,
  DescribeKeyCommand,
  DisableKeyCommand,
  EnableKeyCommand,
  EncryptCommand,
  type KMSClient,
  ListKeysCommand,
} from "@aws-sdk/client-kms"
import { newDatabase, wireTo } from "@keywright/postgres"
import { describe, expect, inject, onTestFinished, test } from "vitest"
import { clientOf } from "../client-of.ts"
import { type RunningServer, startServer, temporaryFolder } from "../running-server.ts"

const postgres = inject("postgres") ?? ""

function startNode(url: string): Promise<RunningServer> {
  return startServer({
    variables: {
      KEYWRIGHT_STORE: url,
      KEYWRIGHT_DATA_DIR: temporaryFolder(),
      KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 7).toString("base64"),
    },
  })
}

async function createKey(client: KMSClient): Promise<string> {
  const { KeyMetadata } = await client.send(new CreateKeyCommand({}))
  return KeyMetadata?.KeyId ?? ""
}

const errorOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: Error) => error.name,
  )

const readiness = async ({ url }: RunningServer): Promise<number> =>
  (await fetch(`${url}/readyz`)).status

describe.skipIf(postgres === "")("Two nodes on one PostgreSQL", () => {
  test("A key disabled on one node is refused on the other node's very next request, and enabled again", async () => {
    const url = await newDatabase(postgres)
    const [one, other] = (await Promise.all([startNode(url), startNode(url)])).map(clientOf) as [
      KMSClient,
      KMSClient,
    ]
    const KeyId = await createKey(one)
    const Plaintext = new TextEncoder().encode("secret")
    const { CiphertextBlob } = await other.send(new EncryptCommand({ KeyId, Plaintext }))
    for (let round = 0; round < 20; round++) {
      const [changing, asked] = round % 2 === 0 ? [one, other] : [other, one]
      // It has just used the key: its row and material are in its memory.
      await asked.send(new DecryptCommand({ CiphertextBlob }))
      await changing.send(new DisableKeyCommand({ KeyId }))
      expect(await errorOf(asked.send(new DecryptCommand({ CiphertextBlob })))).toBe(
        "DisabledException",
      )
      await changing.send(new EnableKeyCommand({ KeyId }))
      expect((await asked.send(new DecryptCommand({ CiphertextBlob }))).Plaintext).toEqual(
        Plaintext,
      )
    }
  })
})

describe.skipIf(postgres === "")("A node whose PostgreSQL", () => {
  async function nodeByWire() {
    const wire = await wireTo(await newDatabase(postgres))
    onTestFinished(() => wire.close())
    const node = await startNode(wire.url)
    return { wire, node, client: clientOf(node) }
  }

  test("falls silent answers DependencyTimeoutException, and does nothing late", async () => {
    const { wire, node, client } = await nodeByWire()
    const KeyId = await createKey(client)
    wire.hold(true)
    const errors = await Promise.all(
      [
        client.send(new DescribeKeyCommand({ KeyId })),
        client.send(new DisableKeyCommand({ KeyId })),
        client.send(new CreateKeyCommand({})),
      ].map(errorOf),
    )
    expect(errors).toEqual(Array(3).fill("DependencyTimeoutException"))
    expect(await readiness(node)).toBe(503)
    wire.hold(false)
    expect(await readiness(node)).toBe(200)
    const { KeyMetadata } = await client.send(new DescribeKeyCommand({ KeyId }))
    expect(KeyMetadata?.KeyState).toBe("Enabled")
    expect((await client.send(new ListKeysCommand({}))).Keys?.length).toBe(1)
  })

  test("falls silent at the commit answers DependencyTimeoutException, and reports that nobody knows", async () => {
    const { wire, node, client } = await nodeByWire()
    wire.troubleAt("commit\0", "hold message")
    const creating = errorOf(client.send(new CreateKeyCommand({})))
    while (wire.troubled() === 0) await new Promise((resolve) => setTimeout(resolve, 5))
    wire.hold(true)
    expect(await creating).toBe("DependencyTimeoutException")
    // The log is written behind the answer's back.
    await node.says("OutcomeUnknown")
    wire.hold(false)
    // Longer than PostgreSQL lets a transaction idle.
    await new Promise((resolve) => setTimeout(resolve, 1500))
    expect((await client.send(new ListKeysCommand({}))).Keys).toEqual([])
  })

  test("cuts all connections is asked again on new ones, without a request that fails", async () => {
    const { wire, client } = await nodeByWire()
    const KeyId = await createKey(client)
    for (let round = 0; round < 5; round++) {
      wire.cut()
      await client.send(new DescribeKeyCommand({ KeyId }))
      wire.cut()
      await client.send(new DisableKeyCommand({ KeyId }))
    }
  })
})
