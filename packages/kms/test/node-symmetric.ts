/** The symmetric primitives on node:crypto: synchronous, and the other implementation beside WebCrypto's. */
import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  createSecretKey,
  type KeyObject,
} from "node:crypto"
import type { Symmetric } from "@keywright/core"

const tagBytes = 16

export const nodeSymmetric: Symmetric = {
  sha256: (data) => createHash("sha256").update(data).digest(),
  importHmacKey: (raw) => createSecretKey(Uint8Array.from(raw)),
  hmacSha256: (key, data) =>
    createHmac("sha256", key as KeyObject)
      .update(data)
      .digest(),
  sealAes256Gcm(key, iv, plaintext, additionalData) {
    const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(additionalData)
    return Uint8Array.from([...cipher.update(plaintext), ...cipher.final(), ...cipher.getAuthTag()])
  },
  openAes256Gcm(key, iv, sealed, additionalData) {
    if (sealed.length < tagBytes) return undefined
    const decipher = createDecipheriv("aes-256-gcm", key, iv).setAAD(additionalData)
    decipher.setAuthTag(sealed.subarray(-tagBytes))
    const plaintext = decipher.update(sealed.subarray(0, -tagBytes))
    try {
      return Uint8Array.from([...plaintext, ...decipher.final()])
    } catch {
      return undefined
    }
  },
}
