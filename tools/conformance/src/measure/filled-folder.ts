/** A data folder with as many keys as one likes: made by the service itself, in large transactions instead of one for each key. */
import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { DatabaseSync } from "node:sqlite"
import { systemRandom } from "@keywright/core"
import { createKms, type Kms, type Store } from "@keywright/kms"
import { nodeSymmetric } from "@keywright/server/node-crypto"
import { sqliteStore } from "@keywright/server/sqlite"

export interface FilledFolder {
  dataDirectory: string
  /** KEYWRIGHT_ROOT_KEY of its server. */
  rootKey: string
  keyIds: readonly string[]
}

const ROOT_KEY = new Uint8Array(32).fill(7)

/** Of a transaction: what is not committed yet lies in memory. */
const KEYS_OF_A_TRANSACTION = 5000

export async function fillFolder(keys: number): Promise<FilledFolder> {
  const dataDirectory = mkdtempSync(join(tmpdir(), "keywright-measure-"))
  const path = join(dataDirectory, "keywright.sqlite")
  const store = sqliteStore(path)
  await serviceOn(store)
  const bulk = new DatabaseSync(path)
  bulk.exec("pragma synchronous = off")
  const insert = bulk.prepare("insert into record (kind, id, value, version) values (?, ?, ?, 1)")
  const kms = await serviceOn({
    ...store,
    async write(changes) {
      for (const { kind, id, next } of changes) {
        if (next === "gone") throw new Error("new keys remove nothing")
        insert.run(kind, id, next.value)
      }
    },
  })
  const keyIds: string[] = []
  while (keyIds.length < keys) {
    bulk.exec("begin")
    const many = Math.min(KEYS_OF_A_TRANSACTION, keys - keyIds.length)
    for (let i = 0; i < many; i++) keyIds.push(await createKey(kms))
    bulk.exec("commit")
  }
  bulk.close()
  await store.close()
  return { dataDirectory, rootKey: Buffer.from(ROOT_KEY).toString("base64"), keyIds }
}

function serviceOn(store: Store): Promise<Kms> {
  return createKms({
    store,
    clock: Date.now,
    random: systemRandom,
    symmetric: nodeSymmetric,
    generateKeyPair: () => Promise.reject(new Error("no key pairs are asked for here")),
    rootKey: ROOT_KEY.slice(),
    settings: {
      regions: ["us-east-1"],
      account: "111122223333",
      authentication: "any",
      sm2Everywhere: false,
    },
  })
}

const emptyBody = new TextEncoder().encode("{}")

async function createKey(kms: Kms): Promise<string> {
  const { status, body } = await kms.handle({
    method: "POST",
    target: "/",
    headers: [
      ["host", "localhost"],
      ["content-type", "application/x-amz-json-1.1"],
      ["x-amz-target", "TrentService.CreateKey"],
    ],
    body: emptyBody,
    sourceAddress: "127.0.0.1",
  })
  if (status !== 200) throw new Error(`CreateKey answered ${status}: ${body}`)
  return JSON.parse(body).KeyMetadata.KeyId
}
