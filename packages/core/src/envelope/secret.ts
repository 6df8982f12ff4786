/** A sealed secret, kind 08: docs/formats/records.md, "Sealed secret". */
import { concatBytes } from "../bytes/concat.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { epochBytes, readEpoch } from "./epoch.ts"
import { fitsFormat, formats, prefixOf, requireLength, secretHead, writeHead } from "./layout.ts"
import { lengthPrefixed } from "./length-prefixed.ts"
import { open } from "./open.ts"
import { type Place, seal } from "./seal.ts"

const format = formats.secret

/** Which domain key opens a sealed secret. */
export interface SecretHeader {
  /** 16 bytes: the parent. */
  domainKeyId: Uint8Array
  /** Of the domain key, from 1. */
  epoch: number
}

/** What a secret is bound to. Not stored in the record. */
export interface SecretOwner {
  /** The domain key, imported as an HMAC key. */
  parent: HmacKey
  /** What the secret is for: "access-key". */
  purpose: string
  /** Whose it is: the id of its row. */
  id: string
}

export interface SecretToSeal extends SecretOwner {
  header: SecretHeader
  /** 1 to 4096 bytes. Not wiped. */
  secret: Uint8Array
  random: RandomSource
}

export interface SecretToOpen extends SecretOwner {
  record: Uint8Array
}

/** The header of a sealed secret, or nothing when the bytes are not exactly of that format. Touches no key. */
export function readSecretHeader(record: Uint8Array): SecretHeader | undefined {
  if (!fitsFormat(record, format) || record[secretHead.flags[0]] !== 0) return undefined
  const epoch = readEpoch(record, secretHead.epoch[0])
  if (epoch === undefined) return undefined
  return { domainKeyId: record.slice(...secretHead.domainKeyId), epoch }
}

/**
 * Seals a short secret for one purpose and one row: 106 bytes longer than it is (docs/formats/records.md). Throws
 * `envelope/length` or `envelope/epoch` for what does not fit the table, and `bytes/lone-surrogate` for a purpose or an
 * id that has no UTF-8 form.
 */
export async function sealSecret(
  symmetric: Symmetric,
  { header, secret, random, ...owner }: SecretToSeal,
): Promise<Uint8Array> {
  requireLength("secret", secret, { min: 1, max: format.plaintextBytesMax })
  const head = writeHead(secretHead, {
    prefix: prefixOf(format),
    flags: Uint8Array.of(0),
    domainKeyId: header.domainKeyId,
    epoch: epochBytes(header.epoch),
  })
  const place = secretPlace(owner, head)
  return concatBytes(head, await seal(symmetric, place, { plaintext: secret, random }))
}

/**
 * The secret of a record, or nothing: for another domain key, purpose or id, and any changed, missing or added byte
 * alike. The caller wipes it.
 */
export async function openSecret(
  symmetric: Symmetric,
  { record, ...owner }: SecretToOpen,
): Promise<Uint8Array | undefined> {
  if (readSecretHeader(record) === undefined) return undefined
  const place = secretPlace(owner, record.subarray(0, format.headBytes))
  return open(symmetric, place, record.subarray(format.headBytes))
}

/** What the body of a secret is bound to. */
function secretPlace({ parent, purpose, id }: SecretOwner, head: Uint8Array): Place {
  return { parent, label: format.label, head, associated: lengthPrefixed([purpose, id]) }
}
