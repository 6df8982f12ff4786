/** The symmetric primitives on WebCrypto, which every runtime and browser has. */
import type { HmacKey, Symmetric } from "./symmetric.ts"

const hmac = { name: "HMAC", hash: "SHA-256" }
const tagBytes = 16

/** `Symmetric` on `crypto.subtle`. HMAC keys are non-extractable CryptoKeys. */
export const webCrypto: Symmetric = {
  async sha256(data) {
    return new Uint8Array(await crypto.subtle.digest("SHA-256", view(data)))
  },

  importHmacKey(raw) {
    return crypto.subtle.importKey("raw", view(raw), hmac, false, ["sign"])
  },

  async hmacSha256(key, data) {
    return new Uint8Array(await crypto.subtle.sign("HMAC", cryptoKey(key), view(data)))
  },

  async sealAes256Gcm(key, iv, plaintext, additionalData) {
    const aesKey = await importAesKey(key, "encrypt")
    const parameters = gcm(iv, additionalData)
    return new Uint8Array(await crypto.subtle.encrypt(parameters, aesKey, view(plaintext)))
  },

  async openAes256Gcm(key, iv, sealed, additionalData) {
    // Too short to hold a tag: runtimes differ in what they throw.
    if (sealed.length < tagBytes) return undefined
    const aesKey = await importAesKey(key, "decrypt")
    try {
      const parameters = gcm(iv, additionalData)
      return new Uint8Array(await crypto.subtle.decrypt(parameters, aesKey, view(sealed)))
    } catch (error) {
      // WebCrypto section 29.4.2: a tag that does not fit is an OperationError; anything else is our mistake.
      if (error instanceof Error && error.name === "OperationError") return undefined
      throw error
    }
  },
}

function importAesKey(key: Uint8Array, use: "encrypt" | "decrypt"): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", view(key), "AES-GCM", false, [use])
}

function gcm(iv: Uint8Array, additionalData: Uint8Array): AesGcmParams {
  return { name: "AES-GCM", iv: view(iv), additionalData: view(additionalData) }
}

/** WebCrypto refuses shared memory; nothing in this package makes any, which the plain type cannot say. */
function view(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return bytes as Uint8Array<ArrayBuffer>
}

function cryptoKey(key: HmacKey): CryptoKey {
  return key as CryptoKey
}
