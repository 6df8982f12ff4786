/** The symmetric primitives from `node:crypto`, synchronously: for short messages WebCrypto's way to a thread and back costs more than the work. */
import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hash,
  type KeyObject,
} from "node:crypto"
import type { Symmetric } from "@keywright/core"

const AES = "aes-256-gcm"
const TAG_BYTES = 16

export const nodeSymmetric: Symmetric = {
  sha256: (data) => hash("sha256", data, "buffer"),
  importHmacKey: (raw) => createSecretKey(raw),
  hmacSha256: (key, data) =>
    createHmac("sha256", key as KeyObject)
      .update(data)
      .digest(),
  sealAes256Gcm(key, iv, plaintext, additionalData) {
    const cipher = createCipheriv(AES, key, iv, { authTagLength: TAG_BYTES })
    cipher.setAAD(additionalData)
    const sealed = new Uint8Array(plaintext.length + TAG_BYTES)
    sealed.set(cipher.update(plaintext))
    // GCM is a stream cipher: `final` computes the tag and gives no more bytes.
    cipher.final()
    sealed.set(cipher.getAuthTag(), plaintext.length)
    return sealed
  },
  openAes256Gcm(key, iv, sealed, additionalData) {
    if (sealed.length < TAG_BYTES) return undefined
    const end = sealed.length - TAG_BYTES
    const decipher = createDecipheriv(AES, key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(additionalData)
    decipher.setAuthTag(sealed.subarray(end))
    const plaintext = decipher.update(sealed.subarray(0, end))
    try {
      decipher.final()
      return plaintext
    } catch {
      // Unauthenticated bytes do not leave (SP 800-38D, section 7.2, step 8).
      plaintext.fill(0)
      return undefined
    }
  },
}
