/** How the account's root principal signs: its access key in AWS's shared-credentials form. */
import { chmodSync, readFileSync, renameSync, writeFileSync } from "node:fs"
import type { AccessKey } from "@keywright/kms"
import { codeOf, Refusal } from "./refusal.ts"

/**
 * Writes the file that AWS_SHARED_CREDENTIALS_FILE names (mode 0600), unless it says this already. The profile is `default`,
 * which clients take when no other is asked for.
 */
export function writeCredentials(file: string, key: AccessKey): void {
  const content = `# The root principal of this account. Written by Keywright when it starts; other lines are lost.
[default]
aws_access_key_id = ${key.accessKeyId}
aws_secret_access_key = ${key.secretAccessKey}
`
  const draft = `${file}.${crypto.randomUUID()}`
  try {
    if (contentOf(file) !== content) {
      writeFileSync(draft, content, { mode: 0o600, flush: true })
      renameSync(draft, file)
    }
    chmodSync(file, 0o600)
  } catch (error) {
    throw new Refusal(
      `${file} cannot be written (${codeOf(error)}). Give this user the right to write it and its folder.`,
      { cause: error },
    )
  }
}

/** The access key that the file holds as `writeCredentials` has written it, or nothing. */
export function readCredentials(file: string): AccessKey | undefined {
  const form = /^aws_access_key_id = (\w+)\naws_secret_access_key = (\S+)$/m
  const [, accessKeyId, secretAccessKey] = form.exec(contentOf(file) ?? "") ?? []
  return accessKeyId && secretAccessKey ? { accessKeyId, secretAccessKey } : undefined
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8")
  } catch (error) {
    if (codeOf(error) === "ENOENT") return undefined
    throw error
  }
}
