/** From a parent to the key of one message and its commitment: docs/formats/envelope.md, "Suite 0001". */
import { uint32Bytes } from "../bytes/big-endian.ts"
import { concatBytes } from "../bytes/concat.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { deriveBytes } from "./kdf.ts"

/** Everything that decides which key seals a message. */
export interface Binding {
  parent: HmacKey
  label: string
  /** Every byte before the commitment, salt included. */
  header: Uint8Array
  /** Authenticated and not stored. */
  associated: Uint8Array
}

export interface MessageKey {
  key: Uint8Array
  commitment: Uint8Array
  /** What AES-GCM authenticates besides the plaintext. */
  additionalData: Uint8Array
}

/** Constant, because a message key seals one message. */
export const iv: Uint8Array = new Uint8Array(12)

/** The caller wipes `key`. */
export async function deriveMessageKey(
  symmetric: Symmetric,
  { parent, label, header, associated }: Binding,
): Promise<MessageKey> {
  const bound = concatBytes(header, uint32Bytes(associated.length), associated)
  const context = await symmetric.sha256(bound)
  const derived = await deriveBytes(symmetric, parent, { label, context, length: 64 })
  const commitment = derived.subarray(32)
  return {
    key: derived.subarray(0, 32),
    commitment,
    additionalData: concatBytes(header, commitment, associated),
  }
}
