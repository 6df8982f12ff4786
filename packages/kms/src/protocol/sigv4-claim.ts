/** What a request says about its own signature: read from the Authorization header or, presigned, from the query. */
import { refuse } from "../errors.ts"
import type { RequestParts } from "./sigv4-canonical.ts"
import { sentences } from "./sigv4-sentences.ts"

/** The parts of a signature as they were sent; nothing is believed yet. */
export interface Claim {
  form: "header" | "query"
  algorithm: string
  credential: string
  /** Names with semicolons between them. */
  signedHeaders: string
  signature: string
  timestamp: string
  /** Of the query form: seconds, as text. */
  expires: string | undefined
  sessionToken: string | undefined
}

/** Finds the signature: steps 1 to 3 of the order of checks in sigv4.ts. */
export function readClaim(parts: RequestParts): Claim {
  const header = parts.headers.get("authorization")?.[0]?.trim()
  const presigned = parts.query.some(({ decoded: [name] }) => name === "X-Amz-Algorithm")
  if (header === undefined && !presigned) throw noToken()
  if (header !== undefined && presigned) {
    throw refuse("InvalidSignatureException", "because", { sentence: sentences.bothForms })
  }
  if (header === undefined) return claimOfQuery(parts)
  if (!header.startsWith("AWS4-")) throw noToken()
  return claimOfHeader(parts, header)
}

function noToken(): Error {
  return refuse("MissingAuthenticationTokenException", "token")
}

/** The members of an Authorization header, in the order in which AWS names those that are missing. */
const headerParameters = ["Credential", "Signature", "SignedHeaders"] as const

function claimOfHeader(parts: RequestParts, header: string): Claim {
  mustBeSingle(parts.headers, ["authorization", ...readHeaders])
  const [algorithm = "", ...rest] = header.split(/[\s,]+/)
  const pairs = rest.map((part): [string, string] => splitAt(part, "="))
  const given = single(pairs, headerParameters)
  const timestamp = parts.headers.get("x-amz-date")?.[0] ?? parts.headers.get("date")?.[0]
  const missing = headerParameters.filter((name) => !given[name]).map(sentences.headerLacks)
  if (!timestamp) missing.push(sentences.headerLacksDate)
  if (missing.length > 0) throw incomplete(missing, sentences.headerWas(header))
  return {
    form: "header",
    algorithm,
    credential: given.Credential ?? "",
    signedHeaders: given.SignedHeaders ?? "",
    signature: given.Signature ?? "",
    timestamp: timestamp ?? "",
    expires: undefined,
    sessionToken: parts.headers.get("x-amz-security-token")?.[0],
  }
}

/** Likewise of the query. */
const queryParameters = [
  "X-Amz-Algorithm",
  "X-Amz-Credential",
  "X-Amz-Signature",
  "X-Amz-SignedHeaders",
  "X-Amz-Date",
] as const
const queryParametersOptional = ["X-Amz-Expires", "X-Amz-Security-Token"] as const

function claimOfQuery(parts: RequestParts): Claim {
  mustBeSingle(parts.headers, readHeaders)
  const pairs = parts.query.map(({ decoded }) => decoded)
  const given = single(pairs, [...queryParameters, ...queryParametersOptional])
  const missing = queryParameters.filter((name) => !given[name]).map(sentences.queryLacks)
  if (missing.length > 0) throw incomplete(missing, sentences.queryAgain)
  return {
    form: "query",
    algorithm: given["X-Amz-Algorithm"] ?? "",
    credential: given["X-Amz-Credential"] ?? "",
    signedHeaders: given["X-Amz-SignedHeaders"] ?? "",
    signature: given["X-Amz-Signature"] ?? "",
    timestamp: given["X-Amz-Date"] ?? "",
    expires: given["X-Amz-Expires"],
    sessionToken: given["X-Amz-Security-Token"],
  }
}

function incomplete(missing: readonly string[], end: string): Error {
  return refuse("IncompleteSignatureException", "because", { sentence: missing.join("") + end })
}

/** Headers that this service reads: were one there twice, the reader and the signer could mean different ones. */
const readHeaders = [
  "host",
  "x-amz-date",
  "date",
  "x-amz-security-token",
  "x-amz-target",
  "content-type",
]

function mustBeSingle(headers: RequestParts["headers"], names: readonly string[]): void {
  const twice = names.find((name) => (headers.get(name)?.length ?? 0) > 1)
  if (twice !== undefined) throw foundTwice(twice)
}

/** The values of the named pairs. Others are left alone. */
function single<Name extends string>(
  pairs: readonly (readonly [string, string])[],
  names: readonly Name[],
): { [N in Name]?: string } {
  const given: { [N in Name]?: string } = {}
  for (const [pairName, value] of pairs) {
    const name = names.find((known) => known === pairName)
    if (name === undefined) continue
    if (given[name] !== undefined) throw foundTwice(name)
    given[name] = value
  }
  return given
}

function foundTwice(name: string): Error {
  return refuse("InvalidSignatureException", "because", { sentence: sentences.twice(name) })
}

function splitAt(part: string, separator: string): [string, string] {
  const at = part.indexOf(separator)
  return at < 0 ? [part, ""] : [part.slice(0, at), part.slice(at + 1)]
}
