/** Files in AWS's shared-credentials format: what the server writes on its first start. */
import { readFileSync } from "node:fs"
import type { Credentials } from "./target.ts"

/** The default profile of a file in AWS shared-credentials format. */
export function readCredentials(path: string): Credentials {
  const entries = new Map(
    [...readFileSync(path, "utf8").matchAll(/^\s*(\w+)\s*=\s*(\S+)\s*$/gm)].map(
      ([, name = "", value = ""]) => [name, value] as const,
    ),
  )
  const accessKeyId = entries.get("aws_access_key_id")
  const secretAccessKey = entries.get("aws_secret_access_key")
  if (accessKeyId === undefined || secretAccessKey === undefined) {
    throw new Error(`${path} holds no access key`)
  }
  return { accessKeyId, secretAccessKey }
}
