/** An Ed25519 key pair: RFC 8032, section 5.1.5. */
import type { Bignum, ByteSource } from "@keywright/bignum"
import { wipe } from "../bytes/wipe.ts"
import { ed25519Bytes } from "../keys/ed25519-private-key.ts"
import type { EncodedPair } from "../keys/encoded-pair.ts"
import { encodePrivateKey } from "../keys/private-key.ts"
import { encodePublicKey } from "../keys/public-key.ts"

/** PKCS#8 and SubjectPublicKeyInfo. What lies between the private key and its point is wiped. */
export async function generateEdwards(bignum: Bignum, draw: ByteSource): Promise<EncodedPair> {
  const privateKey = await draw(ed25519Bytes)
  let hash: Uint8Array | undefined
  try {
    hash = await sha512(privateKey)
    const point = bignum.multiplyBase("Ed25519", clamp(hash.subarray(0, 32)))
    // Step 2 clears the low three bits and sets bit 254: no clamped scalar is 0, and the door takes every one.
    if (point === undefined) throw new Error("bug: a clamped scalar has no point")
    return {
      privateKey: encodePrivateKey({ family: "edwards", privateKey }),
      publicKey: encodePublicKey({ family: "edwards", point }),
    }
  } finally {
    wipe(privateKey, hash)
  }
}

/** Step 1. From the platform: `Symmetric` has what the envelope needs, and SHA-512 is not of it. */
async function sha512(data: Uint8Array): Promise<Uint8Array> {
  return new Uint8Array(await crypto.subtle.digest("SHA-512", data as Uint8Array<ArrayBuffer>))
}

/** Step 2, in place. */
function clamp(scalar: Uint8Array): Uint8Array {
  scalar[0] = (scalar[0] as number) & 0xf8
  scalar[31] = ((scalar[31] as number) & 0x7f) | 0x40
  return scalar
}
