/** Development: every request is taken as the account's root, whatever credentials it carries. */
import { refuse } from "../errors.ts"
import { rootPrincipalArn } from "../model/arn.ts"
import type { Authenticate } from "./identity.ts"
import { sentences } from "./sigv4-sentences.ts"
import type { WireRequest } from "./wire.ts"

/** What the service answers for. */
interface Served {
  account: string
  regions: readonly string[]
}

/**
 * The Region is that of the credential scope, and the first of those that are served where a request has none. A Region that is
 * not served is refused as with a signature: its keys would be looked for in the wrong place.
 */
export function anyCredentials({ account, regions }: Served): Authenticate {
  return (request) => {
    const [accessKeyId = "", region = regions[0] as string] = credentialScope(request)
    if (!regions.includes(region)) {
      throw refuse("InvalidSignatureException", "because", { sentence: sentences.region(region) })
    }
    return { account, region, accessKeyId, principalArn: rootPrincipalArn({ account, region }) }
  }
}

/** The access key id and Region of `Credential=<id>/<date>/<region>/…`, in the header or in the query. */
function credentialScope({ headers, target }: WireRequest): [id?: string, region?: string] {
  const header = headers.find(([name]) => name === "authorization")?.[1] ?? ""
  const credential =
    /Credential=([^,\s]+)/.exec(header)?.[1] ??
    new URL(target, "http://localhost").searchParams.get("X-Amz-Credential") ??
    ""
  const parts = credential.split("/")
  return parts.length === 5 ? [parts[0] as string, parts[2] as string] : []
}
