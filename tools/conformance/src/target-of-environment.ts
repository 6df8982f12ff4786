/** A target that runs already, named by environment variables. */
import { readCredentials } from "./credentials-file.ts"
import type { Target } from "./target.ts"

/**
 * KEYWRIGHT_URL is where it is; without it there is no target. KEYWRIGHT_REGION (one or more, with commas) and
 * KEYWRIGHT_ACCOUNT are the server's own settings, with its defaults. The access key is the default profile of
 * AWS_SHARED_CREDENTIALS_FILE.
 */
export function targetOfEnvironment(
  environment: Readonly<Record<string, string | undefined>>,
): Target | undefined {
  const { KEYWRIGHT_URL: url, AWS_SHARED_CREDENTIALS_FILE: file } = environment
  if (url === undefined) return undefined
  if (file === undefined)
    throw new Error("KEYWRIGHT_URL needs AWS_SHARED_CREDENTIALS_FILE beside it")
  const [home = "us-east-1", ...others] = environment.KEYWRIGHT_REGION?.split(",") ?? []
  return {
    name: url,
    url: url.replace(/\/$/, ""),
    account: environment.KEYWRIGHT_ACCOUNT ?? "111122223333",
    regions: [home, ...others],
    credentials: readCredentials(file),
  }
}
