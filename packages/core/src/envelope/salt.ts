/** The salt of a message, hedged against a random generator that repeats itself: docs/formats/envelope.md, "Salt". */
import { concatBytes } from "../bytes/concat.ts"
import { encodeUtf8 } from "../bytes/utf8.ts"
import { wipe } from "../bytes/wipe.ts"
import type { RandomSource } from "../random/random-source.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"

const randomBytes = 32

/** `u32(0)`, which no input of the KDF starts with, then the label and its end. */
const domain: Uint8Array = concatBytes(
  new Uint8Array(4),
  encodeUtf8("kms/v1/hedge"),
  new Uint8Array(1),
)

/**
 * Header and associated data need not go in: the message key depends on them by itself, so two messages share a key
 * only when both are equal and the salt is; and the salt is only when the plaintext is.
 */
export async function hedgedSalt(
  symmetric: Symmetric,
  parent: HmacKey,
  { random, plaintext }: { random: RandomSource; plaintext: Uint8Array },
): Promise<Uint8Array> {
  const input = concatBytes(domain, random(randomBytes), plaintext)
  try {
    return await symmetric.hmacSha256(parent, input)
  } finally {
    wipe(input)
  }
}
