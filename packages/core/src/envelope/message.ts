/** The message blob, kind 01: docs/formats/envelope.md. */

import { concatBytes } from "../bytes/concat.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { type EncryptionContext, encodeEncryptionContext } from "./context.ts"
import { fitsFormat, formats, messageHead, prefixOf, requireLength, writeHead } from "./layout.ts"
import { open } from "./open.ts"
import { type Place, seal } from "./seal.ts"

const format = formats.message

/** Which key opens a message. */
export interface MessageHeader {
  /** 16 bytes. */
  keyId: Uint8Array
  multiRegion: boolean
  /** 32 bytes: which version of the key. */
  keyMaterialId: Uint8Array
}

export interface MessageToSeal {
  /** The key material, imported as an HMAC key. */
  parent: HmacKey
  header: MessageHeader
  context?: EncryptionContext | undefined
  /** 1 to 8192 bytes. Not wiped. */
  plaintext: Uint8Array
  random: RandomSource
}

export interface MessageToOpen {
  /** The key material that `readMessageHeader` names, imported as an HMAC key. */
  parent: HmacKey
  blob: Uint8Array
  context?: EncryptionContext | undefined
}

/** The header of a message blob, or nothing when the bytes are not exactly of that format. Touches no key. */
export function readMessageHeader(blob: Uint8Array): MessageHeader | undefined {
  const flags = blob[messageHead.flags[0]]
  if (!fitsFormat(blob, format) || flags === undefined || flags > 1) return undefined
  return {
    keyId: blob.slice(...messageHead.keyId),
    multiRegion: flags === 1,
    keyMaterialId: blob.slice(...messageHead.keyMaterialId),
  }
}

/**
 * Seals a message: 134 bytes longer than its plaintext (docs/formats/envelope.md). Throws `envelope/length` for ids or
 * a plaintext of the wrong length, and what `encodeEncryptionContext` throws.
 */
export async function sealMessage(
  symmetric: Symmetric,
  { parent, header, context, plaintext, random }: MessageToSeal,
): Promise<Uint8Array> {
  requireLength("plaintext", plaintext, { min: 1, max: format.plaintextBytesMax })
  const place = messagePlace(parent, messageHeadBytes(header), context)
  return concatBytes(place.head, await seal(symmetric, place, { plaintext, random }))
}

/**
 * The plaintext of a message, or nothing: for another key, another context, and any changed, missing or added byte
 * alike. The commitment is compared, in constant time, before anything is decrypted. The caller wipes the plaintext.
 */
export async function openMessage(
  symmetric: Symmetric,
  { parent, blob, context }: MessageToOpen,
): Promise<Uint8Array | undefined> {
  if (readMessageHeader(blob) === undefined) return undefined
  const place = messagePlace(parent, blob.subarray(0, format.headBytes), context)
  return open(symmetric, place, blob.subarray(format.headBytes))
}

/** The bytes of a message before its salt. */
function messageHeadBytes({ keyId, multiRegion, keyMaterialId }: MessageHeader): Uint8Array {
  const flags = Uint8Array.of(multiRegion ? 1 : 0)
  return writeHead(messageHead, { prefix: prefixOf(format), flags, keyId, keyMaterialId })
}

/** What the body of a message is bound to. */
function messagePlace(
  parent: HmacKey,
  head: Uint8Array,
  context: EncryptionContext | undefined,
): Place {
  return { parent, label: format.label, head, associated: encodeEncryptionContext(context) }
}
