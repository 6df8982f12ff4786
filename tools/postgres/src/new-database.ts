/** A database that nobody else uses. */
import { randomUUID } from "node:crypto"
import { askDatabase } from "./ask-database.ts"

/** Makes one on the server of this URL, and answers its own. Its text is in UTF-8 unless another encoding is named. */
export async function newDatabase(serverUrl: string, encoding = "UTF8"): Promise<string> {
  const name = `k${randomUUID().replaceAll("-", "")}`
  const otherEncoding = `encoding '${encoding}' locale_provider libc locale 'C' template template0`
  await askDatabase(
    serverUrl,
    `create database ${name} ${encoding === "UTF8" ? "" : otherEncoding}`,
  )
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return url.href
}
