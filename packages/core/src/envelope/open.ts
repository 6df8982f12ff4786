/** Opens the body that every format ends in: the other direction of seal.ts, in the same order. */
import { concatBytes } from "../bytes/concat.ts"
import { equalBytes } from "../bytes/equal.ts"
import { wipe } from "../bytes/wipe.ts"
import type { Symmetric } from "../symmetric/symmetric.ts"
import { body } from "./layout.ts"
import { deriveMessageKey, iv } from "./message-key.ts"
import type { Place } from "./seal.ts"

/**
 * The plaintext, or nothing when the body was not made for this place. The commitment is compared first: bytes that
 * were made to open under two keys never reach AES-GCM.
 */
export async function open(
  symmetric: Symmetric,
  { parent, label, head, associated }: Place,
  sealedBody: Uint8Array,
): Promise<Uint8Array | undefined> {
  const header = concatBytes(head, sealedBody.subarray(...body.salt))
  const derived = await deriveMessageKey(symmetric, { parent, label, header, associated })
  const { key, commitment, additionalData } = derived
  try {
    if (!equalBytes(commitment, sealedBody.subarray(...body.commitment))) return undefined
    const sealed = sealedBody.subarray(body.commitment[1])
    return await symmetric.openAes256Gcm(key, iv, sealed, additionalData)
  } finally {
    wipe(key)
  }
}
