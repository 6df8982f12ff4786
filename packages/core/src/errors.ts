/** Everything that core refuses, as rows: a code that programs compare and a sentence that people read. */

const sentences = {
  "bytes/lone-surrogate": "The text is not well-formed Unicode: it holds half of a surrogate pair.",
  "context/not-text": "The values of an encryption context are strings.",
  "context/too-long": "The encryption context takes more than {limit} bytes.",
  "der/truncated": "The bytes end inside an element.",
  "der/unexpected-tag": "Another element stands where {expected} should be.",
  "der/length-indefinite": "DER has no indefinite lengths.",
  "der/length-not-minimal": "The length could be written shorter.",
  "der/length-too-long": "The length takes more than {limit} bytes.",
  "der/integer-empty": "An INTEGER has at least one byte.",
  "der/integer-padded": "The INTEGER could be written shorter.",
  "der/integer-negative": "The INTEGER is negative.",
  "der/null-not-empty": "A NULL has no content.",
  "der/bits-unused": "The BIT STRING does not end on a byte.",
  "der/oid-malformed": "The OBJECT IDENTIFIER is malformed.",
  "der/leftover": "Bytes are left over behind the last element.",
  "envelope/length": "The {field} has {got} bytes where {expected} are due.",
  "envelope/epoch": "An epoch is a whole number from 1 to 4294967295.",
  "envelope/material-type": "The material type is none of the table.",
  "keys/algorithm": "The algorithm or its curve is none that this package knows.",
  "keys/version": "The version is not {expected}.",
  "keys/length": "The {field} has {got} bytes where {expected} are due.",
  "keys/point": "The point is not uncompressed (04 || x || y).",
  "keys/curve-twice": "The private key names its curve a second time.",
  "keys/public-key-missing": "The private key comes without its public key.",
  "keys/pem": "The text is not one PRIVATE KEY or PUBLIC KEY in the strict form of RFC 7468.",
  "keys/jwk": "The member {member} of the JWK is missing or wrong.",
  "keys/no-jwk": "No JWK is registered for {curve}.",
  "key-pair/spec": "{got} is no key pair spec. Known: {known}.",
  "key-pair/seed": "A seed is a Uint8Array of at least {limit} bytes.",
  "key-pair/method": "{got} is no method to search primes. Known: {known}.",
  "key-pair/parallel": "Primes cannot be searched side by side: {reason}.",
  "key-pair/scalar": "The byte stream gave no scalar for {curve} in {limit} draws.",
  "key-pair/primes": "A byte source is broken: {reason}.",
} as const

/** What a program compares. The part before the slash is the folder or format that refuses. */
export type CoreErrorCode = keyof typeof sentences

/** What a row's sentence and position are filled with. Never a secret. */
export type CoreErrorDetails = Readonly<Record<string, string | number>>

/**
 * Something core was given is not as its docstring asks. `message` is `code: sentence`, or `code at offset: sentence`
 * where bytes were read; neither holds key material.
 */
export class CoreError extends Error {
  override readonly name = "CoreError"
  readonly code: CoreErrorCode
  /** Where in the bytes, counted from their start; absent when no bytes were read. */
  readonly offset: number | undefined

  constructor(code: CoreErrorCode, details: CoreErrorDetails & { offset?: number } = {}) {
    const at = details.offset === undefined ? "" : ` at ${details.offset}`
    const sentence = sentences[code].replaceAll(/\{(\w+)\}/g, (_, name) => String(details[name]))
    super(`${code}${at}: ${sentence}`)
    this.code = code
    this.offset = details.offset
  }
}
