/** Is a claimed signature meant for this service, and for now? Steps 4 to 8 of the order of checks in sigv4.ts. */
import { refuse } from "../errors.ts"
import type { RequestParts } from "./sigv4-canonical.ts"
import type { Claim } from "./sigv4-claim.ts"
import { sentences } from "./sigv4-sentences.ts"

/** What a credential is scoped to. */
export interface Scope {
  accessKeyId: string
  /** YYYYMMDD. */
  date: string
  region: string
  service: string
}

/** The only algorithm. SigV4a (AWS4-ECDSA-P256-SHA256) is for multi-Region endpoints, which this service has none of. */
export const algorithm = "AWS4-HMAC-SHA256"

/** The last part of every scope. */
export const terminator = "aws4_request"

/** How far a clock may be off (recorded on AWS KMS: aws-sdk-js-v3 issue 6400). */
const skewMinutes = 5

/** The longest life of a presigned request: the validity of a signing key (AWS: "Query parameters"). */
const expiresSecondsMax = 604_800

/** Steps 4 and 5: the timestamp is one, and lies within the time in which the signature holds. */
export function checkTime(claim: Claim, nowMs: number): void {
  const timestampSeconds = secondsOfBasicDate(claim.timestamp)
  if (timestampSeconds === undefined) throw incomplete(sentences.date(claim.timestamp))
  const nowSeconds = Math.floor(nowMs / 1000)
  const skewSeconds = 60 * skewMinutes
  const lifeSeconds = claim.expires === undefined ? skewSeconds : expiresSeconds(claim.expires)
  const { timestamp } = claim
  if (timestampSeconds < nowSeconds - lifeSeconds) {
    const bound = basicDate(nowSeconds - lifeSeconds)
    const now = basicDate(nowSeconds)
    throw invalid(sentences.expired({ timestamp, bound, now, minutes: lifeSeconds / 60 }))
  }
  if (timestampSeconds > nowSeconds + skewSeconds) {
    const bound = basicDate(nowSeconds + skewSeconds)
    const now = basicDate(nowSeconds)
    throw invalid(sentences.notYetCurrent({ timestamp, bound, now, minutes: skewMinutes }))
  }
}

/** Headers that decide what a request means and where it goes. Those that are there must be signed; `Host` is always due. */
const decidingHeaders: readonly (readonly [name: string, shown: string])[] = [
  ["x-amz-date", "X-Amz-Date"],
  ["x-amz-target", "X-Amz-Target"],
  ["x-amz-security-token", "X-Amz-Security-Token"],
]

/** Step 6: what matters is signed. */
export function checkSignedHeaders(
  { signedHeaders }: Claim,
  headers: RequestParts["headers"],
): void {
  const signed = signedHeaders.split(";")
  if (!signed.includes("host")) throw invalid(sentences.mustBeSigned("Host"))
  for (const [name, shown] of decidingHeaders) {
    if (headers.has(name) && !signed.includes(name)) throw invalid(sentences.mustBeSigned(shown))
  }
  if (new Set(signed).size < signed.length) throw invalid(sentences.mismatch)
}

/** Steps 7 and 8: the algorithm and the five parts of the credential. */
export function readScope(
  claim: Claim,
  served: { service: string; regions: readonly string[] },
): Scope {
  if (claim.algorithm !== algorithm) throw incomplete(sentences.algorithm(claim.algorithm))
  const pieces = claim.credential.split("/")
  const [accessKeyId, date, region, service, term] = pieces
  const isWhole = pieces.length === 5 && pieces.every((piece) => piece !== "")
  if (!isWhole || !accessKeyId || !date || !region || !service || !term) {
    throw incomplete(sentences.credential(claim.credential))
  }
  const wrong = [
    served.regions.includes(region) ? "" : sentences.region(region),
    service === served.service ? "" : sentences.service(served.service),
    term === terminator ? "" : sentences.terminator(term),
    date === claim.timestamp.slice(0, 8) ? "" : sentences.scopeDate(date, claim.timestamp),
  ].join("")
  if (wrong !== "") throw invalid(wrong)
  return { accessKeyId, date, region, service }
}

function incomplete(sentence: string): Error {
  return refuse("IncompleteSignatureException", "because", { sentence })
}

function invalid(sentence: string): Error {
  return refuse("InvalidSignatureException", "because", { sentence })
}

function expiresSeconds(text: string): number {
  if (!/^-?\d{1,10}$/.test(text)) throw incomplete(sentences.expiresNotANumber)
  const seconds = Number(text)
  if (seconds < 0) throw incomplete(sentences.expiresNegative)
  if (seconds > expiresSecondsMax) throw incomplete(sentences.expiresTooLong(expiresSecondsMax))
  return seconds
}

/** Seconds since 1970 of YYYYMMDD'T'HHMMSS'Z', or nothing for another form or a day that no calendar has. */
function secondsOfBasicDate(basic: string): number | undefined {
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(basic) ?? []
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
  const isReal = !Number.isNaN(ms) && basicDate(ms / 1000) === basic
  return isReal ? ms / 1000 : undefined
}

function basicDate(seconds: number): string {
  // Years have four digits here: a regular expression over this text would cost as much as the HMAC that follows.
  const iso = new Date(seconds * 1000).toISOString()
  const date = iso.slice(0, 4) + iso.slice(5, 7) + iso.slice(8, 10)
  return `${date}T${iso.slice(11, 13)}${iso.slice(14, 16)}${iso.slice(17, 19)}Z`
}
