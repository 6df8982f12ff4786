/** Development: every request is taken as the account's root, whatever credentials it carries. */
import { rootPrincipalArn } from "../model/arn.ts"
import type { Authenticate } from "./identity.ts"
import type { WireRequest } from "./wire.ts"

/** What the service answers for. */
interface Served {
  account: string
  regions: readonly string[]
}

/** The Region is that of the credential scope where it is served, else the first of the settings. */
export function anyCredentials({ account, regions }: Served): Authenticate {
  return (request) => {
    const [accessKeyId = "", named] = credentialScope(request)
    const region = regions.find((one) => one === named) ?? (regions[0] as string)
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
  const [id, , region] = credential.split("/")
  return [id, region] as [string?, string?]
}
