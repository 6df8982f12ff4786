/**
 * The symmetric primitives on Deno. A call of its `node:crypto` or WebCrypto for one short hash costs several times the hash:
 * that and HMAC are JavaScript here, by noble. AES stays the platform's, whose tables do not show in the time.
 */
import type { Symmetric } from "@keywright/core"
import { hmac } from "@noble/hashes/hmac.js"
import { sha256 } from "@noble/hashes/sha2.js"
import { nodeSymmetric } from "./node-crypto.ts"

/** What an HMAC key becomes: the state after its inner and outer pads. Its bytes are not in it. */
type Keyed = ReturnType<typeof hmac.create>

export const denoSymmetric: Symmetric = {
  ...nodeSymmetric,
  sha256: (data) => sha256(data),
  importHmacKey: (raw) => hmac.create(sha256, raw),
  hmacSha256: (key, data) => (key as Keyed).clone().update(data).digest(),
}
