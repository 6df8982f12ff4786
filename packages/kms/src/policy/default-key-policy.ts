/** The key policy of a key that was made without one. */
import { rootPrincipalArn } from "../model/arn.ts"
import type { KeyScope } from "../model/key-id.ts"
import { print } from "./print.ts"

/**
 * Gives the account full access, and lets it delegate (Developer Guide, "Default key policy", as CreateKey of the API
 * makes it).
 */
export function defaultKeyPolicy(scope: KeyScope): string {
  return print({
    Version: "2012-10-17",
    Id: "key-default-1",
    Statement: [
      {
        Sid: "Enable IAM User Permissions",
        Effect: "Allow",
        Principal: { AWS: rootPrincipalArn(scope) },
        Action: "kms:*",
        Resource: "*",
      },
    ],
  })
}
