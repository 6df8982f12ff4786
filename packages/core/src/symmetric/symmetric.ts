/**
 * The symmetric primitives that the envelope and SigV4 stand on. They are the platform's, and come in as an argument:
 * WebCrypto everywhere (web-crypto.ts), or a runtime's own synchronous functions where those are faster.
 */

/** A value now or later: a synchronous platform answers at once. */
export type Awaitable<T> = T | Promise<T>

/** An HMAC-SHA-256 key whose bytes cannot be read back. Opaque: only the implementation that made it can use it. */
export type HmacKey = object

export interface Symmetric {
  /** SHA-256 (FIPS 180-4): 32 bytes. */
  sha256(data: Uint8Array): Awaitable<Uint8Array>
  /** Takes raw bytes in; the caller may wipe them afterwards. */
  importHmacKey(raw: Uint8Array): Awaitable<HmacKey>
  /** HMAC-SHA-256 (FIPS 198-1): 32 bytes. */
  hmacSha256(key: HmacKey, data: Uint8Array): Awaitable<Uint8Array>
  /** AES-256-GCM (SP 800-38D): ciphertext followed by the 16-byte tag. `key` 32 bytes, `iv` 12 bytes. */
  sealAes256Gcm(
    key: Uint8Array,
    iv: Uint8Array,
    plaintext: Uint8Array,
    additionalData: Uint8Array,
  ): Awaitable<Uint8Array>
  /** The plaintext, or nothing when the tag does not fit. */
  openAes256Gcm(
    key: Uint8Array,
    iv: Uint8Array,
    sealed: Uint8Array,
    additionalData: Uint8Array,
  ): Awaitable<Uint8Array | undefined>
}
