/** Data is carried from runtime to runtime, as a folder or as records: each opens what the others have sealed. */
import { randomBytes } from "node:crypto"
import { rmSync } from "node:fs"
import {
  CreateAliasCommand,
  DecryptCommand,
  DescribeKeyCommand,
  EncryptCommand,
  GenerateDataKeyPairCommand,
  ListKeysCommand,
} from "@aws-sdk/client-kms"
import { newDatabase, postgresFolders, startPostgres } from "@keywright/postgres"
import { afterAll, expect, test } from "vitest"
import { newDataDirectory, type ServerOrder, startServer } from "../src/own-server.ts"
import { standOn } from "../src/target.ts"

const EncryptionContext = { carried: "from runtime to runtime" }

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

function newFolder(): string {
  const folder = newDataDirectory()
  folders.push(folder)
  return folder
}

interface Sealed {
  by: string
  blob: Uint8Array | undefined
  plaintext: Uint8Array | undefined
}

/** Starts a server on what has been carried so far, opens all that was sealed, and seals more under a key of its own. */
async function openAndSeal(order: ServerOrder, sealed: Sealed[]): Promise<void> {
  const server = await startServer({ ...order, keepsData: true })
  const { name } = server.target
  try {
    const { kms, newKey } = standOn(server.target)
    for (const { by, blob, plaintext } of sealed) {
      const opened = await kms.send(new DecryptCommand({ CiphertextBlob: blob, EncryptionContext }))
      expect(opened.Plaintext, `${name} opens what ${by} sealed`).toEqual(plaintext)
    }
    const { KeyId } = await newKey()
    const AliasName = `alias/key-${sealed.length / 2}`
    await kms.send(new CreateAliasCommand({ AliasName, TargetKeyId: KeyId }))
    const plaintext = new TextEncoder().encode(`sealed by ${name}`)
    const text = await kms.send(
      new EncryptCommand({ KeyId: AliasName, Plaintext: plaintext, EncryptionContext }),
    )
    const pair = await kms.send(
      new GenerateDataKeyPairCommand({ KeyId, KeyPairSpec: "ECC_NIST_P256", EncryptionContext }),
    )
    sealed.push(
      { by: name, blob: text.CiphertextBlob, plaintext },
      { by: name, blob: pair.PrivateKeyCiphertextBlob, plaintext: pair.PrivateKeyPlaintext },
    )
    const { Keys = [] } = await kms.send(new ListKeysCommand({}))
    expect(Keys).toHaveLength(sealed.length / 2)
    const described = await kms.send(new DescribeKeyCommand({ KeyId: "alias/key-0" }))
    expect(described.KeyMetadata?.KeyState).toBe("Enabled")
  } finally {
    await server.stop()
  }
}

test("One data folder serves on Node, Deno and Bun in turn, and each opens what the others sealed", async () => {
  const dataDirectory = newFolder()
  const sealed: Sealed[] = []
  // Twice around, so that each also opens what it sealed before the others had the folder.
  for (const platform of ["Node", "Deno", "Bun", "Node", "Deno", "Bun"] as const) {
    await openAndSeal({ platform, dataDirectory }, sealed)
  }
})

/** Opens the door to the records of a store that is not served meanwhile. */
async function atDoor<Result>(
  order: ServerOrder,
  ask: (url: string, headers: Record<string, string>) => Promise<Result>,
): Promise<Result> {
  const token = randomBytes(24).toString("hex")
  const variables = { ...order.variables, KEYWRIGHT_CARRY_TOKEN: token }
  const server = await startServer({ ...order, variables, keepsData: true })
  try {
    return await ask(`${server.target.url}/records`, { authorization: `Bearer ${token}` })
  } finally {
    await server.stop()
  }
}

async function carry(from: ServerOrder, to: ServerOrder): Promise<void> {
  const lines = await atDoor(from, async (url, headers) => (await fetch(url, { headers })).text())
  const answer = await atDoor(to, async (url, headers) => {
    const taken = await fetch(url, { method: "POST", headers, body: lines })
    return `${taken.status} ${await taken.text()}`
  })
  expect(answer).toBe(`200 ${lines.split("\n").length - 2} records are here.\n`)
}

test("Records are carried from SQLite to Durable Objects to PostgreSQL and back, and each opens what the others sealed", async () => {
  const postgres = postgresFolders().length > 0 ? await startPostgres() : undefined
  if (postgres === undefined && process.env.CI) throw new Error("no PostgreSQL is installed here")
  try {
    const variables = { KEYWRIGHT_ROOT_KEY: randomBytes(32).toString("base64") }
    const inFolder = (platform: "Node" | "Bun" | "Workers") =>
      ({ platform, dataDirectory: newFolder(), variables }) as const
    const stops: ServerOrder[] = [inFolder("Node"), inFolder("Workers")]
    if (postgres !== undefined) {
      const database = { ...variables, KEYWRIGHT_STORE: await newDatabase(postgres.url) }
      stops.push({ name: "Node with PostgreSQL", dataDirectory: newFolder(), variables: database })
    }
    stops.push(inFolder("Bun"))
    const sealed: Sealed[] = []
    for (const [i, stop] of stops.entries()) {
      const before = stops[i - 1]
      if (before !== undefined) await carry(before, stop)
      await openAndSeal(stop, sealed)
    }
    expect(sealed).toHaveLength(2 * stops.length)
  } finally {
    await postgres?.stop()
  }
}, 120_000)
