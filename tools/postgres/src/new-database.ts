/** A database that nobody else uses. */
import { randomUUID } from "node:crypto"
import pg from "pg"

/** Makes one on the server of this URL, and answers its own. Its text is in UTF-8 unless another encoding is named. */
export async function newDatabase(serverUrl: string, encoding = "UTF8"): Promise<string> {
  const name = `k${randomUUID().replaceAll("-", "")}`
  const client = new pg.Client({ connectionString: serverUrl })
  await client.connect()
  const otherEncoding = `encoding '${encoding}' locale_provider libc locale 'C' template template0`
  await client.query(`create database ${name} ${encoding === "UTF8" ? "" : otherEncoding}`)
  await client.end()
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
