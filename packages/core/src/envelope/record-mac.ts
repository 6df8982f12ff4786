/** The MAC of a row at rest: docs/formats/records.md, "Row MAC". */
import { encodeUtf8 } from "../bytes/utf8.ts"
import { wipe } from "../bytes/wipe.ts"
import type { HmacKey, Symmetric } from "../symmetric/symmetric.ts"
import { deriveBytes } from "./kdf.ts"

/** The key of all row MACs of one domain key, imported. */
export async function recordMacKey(symmetric: Symmetric, domainKey: HmacKey): Promise<HmacKey> {
  const context = new Uint8Array(0)
  const label = "kms/v1/rowmac"
  const raw = await deriveBytes(symmetric, domainKey, { label, context, length: 32 })
  try {
    return await symmetric.importHmacKey(raw)
  } finally {
    wipe(raw)
  }
}

/**
 * The MAC of a row's text: 32 bytes, to be compared with `equalBytes`. The text holds everything that must not change
 * unnoticed. Throws `bytes/lone-surrogate` for text that has no UTF-8 form.
 */
export async function macRecord(
  symmetric: Symmetric,
  macKey: HmacKey,
  text: string,
): Promise<Uint8Array> {
  return symmetric.hmacSha256(macKey, encodeUtf8(text))
}
