/** Sealing under one key of one's own: the message blob without a service that knows its key. */
import type { RandomSource } from "../random/random-source.ts"
import { systemRandom } from "../random/system-random.ts"
import type { Symmetric } from "../symmetric/symmetric.ts"
import { webCrypto } from "../symmetric/web-crypto.ts"
import type { EncryptionContext } from "./context.ts"
import { keyMaterialId } from "./key-material.ts"
import { requireLength } from "./layout.ts"
import { openMessage, sealMessage } from "./message.ts"

export interface Sealer {
  /**
   * Seals 1 to 8192 bytes into a blob that is 134 bytes longer. The context is authenticated and not stored: who opens
   * brings it. Throws `envelope/length` for a plaintext of another length, and what `encodeEncryptionContext` throws.
   */
  seal(plaintext: Uint8Array, context?: EncryptionContext): Promise<Uint8Array>
  /**
   * The plaintext, or nothing: for another key, another context, and any changed, missing or added byte alike. The
   * caller wipes it.
   */
  open(blob: Uint8Array, context?: EncryptionContext): Promise<Uint8Array | undefined>
}

/** What a sealer stands on; WebCrypto and the platform's randomness when absent. */
export interface SealerPorts {
  symmetric?: Symmetric | undefined
  random?: RandomSource | undefined
}

const keyBytes = 32

/** There is no list of keys that an id could be looked up in: docs/formats/envelope.md, "A key of one's own". */
const keyId = new Uint8Array(16)

/**
 * Seals and opens under 32 random bytes, in the format of docs/formats/envelope.md.
 *
 *     const sealer = await createSealer(key)
 *     const blob = await sealer.seal(plaintext, { purpose: "backup" })
 *
 * The key is imported and not kept as bytes: the caller may wipe it. It opens every message blob of that key material,
 * whoever sealed it. Throws `envelope/length` for a key of another length.
 */
export async function createSealer(
  key: Uint8Array,
  { symmetric = webCrypto, random = systemRandom }: SealerPorts = {},
): Promise<Sealer> {
  requireLength("key", key, { min: keyBytes, max: keyBytes })
  const parent = await symmetric.importHmacKey(key)
  const header = {
    keyId,
    multiRegion: false,
    keyMaterialId: await keyMaterialId(symmetric, parent, keyId),
  }
  return {
    seal: (plaintext, context) =>
      sealMessage(symmetric, { parent, header, context, plaintext, random }),
    open: (blob, context) => openMessage(symmetric, { parent, blob, context }),
  }
}
