/** A fleet of three runtimes on one PostgreSQL: what one does counts on the others at once. */
import { DecryptCommand, DisableKeyCommand, EncryptCommand } from "@aws-sdk/client-kms"
import {
  newDatabase,
  type PostgresServer,
  postgresFolders,
  startPostgres,
} from "@keywright/postgres"
import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { type OwnServer, startServer } from "../src/own-server.ts"
import { refusalOf } from "../src/refusal.ts"
import { type Stand, standOn } from "../src/target.ts"

const PLATFORMS = ["Node", "Deno", "Bun"] as const

const isThere = postgresFolders().length > 0 || !!process.env.CI

describe.skipIf(!isThere)("Node, Deno and Bun on one PostgreSQL", () => {
  let postgres: PostgresServer
  let servers: OwnServer[] = []
  let stands: Stand[] = []
  beforeAll(async () => {
    postgres = await startPostgres()
    const variables = {
      KEYWRIGHT_STORE: await newDatabase(postgres.url),
      KEYWRIGHT_ROOT_KEY: Buffer.alloc(32, 7).toString("base64"),
    }
    servers = await Promise.all(PLATFORMS.map((platform) => startServer({ platform, variables })))
    stands = servers.map(({ target }) => standOn(target))
  })
  afterAll(async () => {
    for (const server of servers) await server.stop()
    await postgres.stop()
  })

  test("Each opens what the others have sealed, and refuses at once what another has disabled", async () => {
    for (const [place, { kms, newKey }] of stands.entries()) {
      const { KeyId } = await newKey()
      const Plaintext = new TextEncoder().encode(`sealed by ${PLATFORMS[place]}`)
      const { CiphertextBlob } = await kms.send(new EncryptCommand({ KeyId, Plaintext }))
      const decrypt = new DecryptCommand({ CiphertextBlob })
      for (const other of stands) {
        expect((await other.kms.send(decrypt)).Plaintext).toEqual(Plaintext)
      }
      await kms.send(new DisableKeyCommand({ KeyId }))
      for (const [others, other] of stands.entries()) {
        const refusal = await refusalOf(other.kms.send(decrypt))
        expect(refusal, `${PLATFORMS[others]}'s very next request`).toMatchObject({
          name: "DisabledException",
        })
      }
    }
  })
})
