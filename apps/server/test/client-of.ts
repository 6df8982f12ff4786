/** AWS's client of a server that a test has started: one of many, so its environment is not this process's. */
import { readFileSync } from "node:fs"
import { KMSClient } from "@aws-sdk/client-kms"
import { onTestFinished } from "vitest"
import type { RunningServer } from "./running-server.ts"

/** Signs with the root's access key. Does not try again: a retry would hide a failure. */
export function clientOf({ url, variables }: RunningServer): KMSClient {
  const file = readFileSync(variables.AWS_SHARED_CREDENTIALS_FILE as string, "utf8")
  const [, accessKeyId = "", secretAccessKey = ""] =
    /^aws_access_key_id = (.+)\naws_secret_access_key = (.+)$/m.exec(file) ?? []
  const client = new KMSClient({
    endpoint: url,
    region: variables.AWS_REGION as string,
    credentials: { accessKeyId, secretAccessKey },
    maxAttempts: 1,
  })
  onTestFinished(() => client.destroy())
  return client
}
