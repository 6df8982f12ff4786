/** What AWS says about a signature that it refuses: recorded on its JSON services (mhart/dynalite, and issues of its SDKs). */

/** Spaces at the end belong to the recordings: sentences about one header are put one after the other. */
export const sentences = {
  bothForms:
    "Found both 'X-Amz-Algorithm' as a query-string param and 'Authorization' as HTTP header.",
  headerLacks: (parameter: string): string =>
    `Authorization header requires '${parameter}' parameter. `,
  headerLacksDate:
    "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. ",
  headerWas: (header: string): string => `Authorization=${header}`,
  queryLacks: (parameter: string): string =>
    `AWS query-string parameters must include '${parameter}'. `,
  queryAgain: "Re-examine the query-string parameters.",
  date: (got: string): string =>
    `Date must be in ISO-8601 'basic format'. Got '${got}'. See http://en.wikipedia.org/wiki/ISO_8601`,
  expired: ({ timestamp, bound, now, minutes }: Skew): string =>
    `Signature expired: ${timestamp} is now earlier than ${bound} (${now} - ${minutes} min.)`,
  notYetCurrent: ({ timestamp, bound, now, minutes }: Skew): string =>
    `Signature not yet current: ${timestamp} is still later than ${bound} (${now} + ${minutes} min.)`,
  mustBeSigned: (header: string): string =>
    `'${header}' must be a 'SignedHeader' in the AWS Authorization.`,
  algorithm: (got: string): string =>
    `Unsupported AWS 'algorithm': '${got}' (only AWS4-HMAC-SHA256 for now). `,
  credential: (got: string): string =>
    `Credential must have exactly 5 slash-delimited elements, e.g. keyid/date/region/service/term, got '${got}'`,
  region: (got: string): string => `Credential should be scoped to a valid region, not '${got}'. `,
  service: (due: string): string => `Credential should be scoped to correct service: '${due}'. `,
  terminator: (got: string): string =>
    `Credential should be scoped with a valid terminator: 'aws4_request', not '${got}'. `,
  scopeDate: (got: string, timestamp: string): string =>
    `Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: '${got}' != '${timestamp.slice(0, 8)}', from '${timestamp}'.`,
  mismatch:
    "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.",

  // Not recorded on JSON services. The first three are Amazon S3's words, the last follows `bothForms`.
  expiresNotANumber: "X-Amz-Expires should be a number",
  expiresNegative: "X-Amz-Expires must be non-negative",
  expiresTooLong: (secondsMax: number): string =>
    `X-Amz-Expires must be less than a week (in seconds); that is, the given X-Amz-Expires must be less than ${secondsMax} seconds`,
  twice: (name: string): string => `Found '${name}' more than once.`,
} as const

/** Times in ISO 8601 basic format; `bound` is now and the minutes. */
interface Skew {
  timestamp: string
  bound: string
  now: string
  minutes: number
}
