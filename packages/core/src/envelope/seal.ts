/** Makes the body that every format ends in: salt, commitment, ciphertext and tag. */
import { concatBytes } from "../bytes/concat.ts"
import { wipe } from "../bytes/wipe.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { deriveMessageKey, iv } from "./message-key.ts"
import { hedgedSalt } from "./salt.ts"

/** What a body is bound to. `head` is every byte before the salt. */
export interface Place {
  parent: HmacKey
  label: string
  head: Uint8Array
  associated: Uint8Array
}

/** Seals under a fresh salt. The plaintext stays the caller's, to keep or to wipe. */
export async function seal(
  symmetric: Symmetric,
  place: Place,
  { plaintext, random }: { plaintext: Uint8Array; random: RandomSource },
): Promise<Uint8Array> {
  const salt = await hedgedSalt(symmetric, place.parent, { random, plaintext })
  return sealWithSalt(symmetric, place, { plaintext, salt })
}

/** For known answers; a salt that comes twice breaks AES-GCM, so no public function takes one. */
export async function sealWithSalt(
  symmetric: Symmetric,
  { parent, label, head, associated }: Place,
  { plaintext, salt }: { plaintext: Uint8Array; salt: Uint8Array },
): Promise<Uint8Array> {
  const header = concatBytes(head, salt)
  const derived = await deriveMessageKey(symmetric, { parent, label, header, associated })
  const { key, commitment, additionalData } = derived
  try {
    const sealed = await symmetric.sealAes256Gcm(key, iv, plaintext, additionalData)
    return concatBytes(salt, commitment, sealed)
  } finally {
    wipe(key)
  }
}
