/** An Ed25519 key pair: RFC 8032, section 5.1.5. */
import type { Bignum, ByteSource } from "@keywright/bignum"
import { wipe } from "../bytes/wipe.ts"
import { ed25519Bytes } from "../keys/ed25519-private-key.ts"
import type { EncodedPair } from "../keys/encoded-pair.ts"
import { encodePrivateKey } from "../keys/private-key.ts"
import { encodePublicKey } from "../keys/public-key.ts"

/** PKCS#8 and SubjectPublicKeyInfo. The draw is wiped. */
export async function generateEdwards(bignum: Bignum, draw: ByteSource): Promise<EncodedPair> {
  const privateKey = await draw(ed25519Bytes)
  try {
    const point = bignum.ed25519PublicKey(privateKey)
    return {
      privateKey: encodePrivateKey({ family: "edwards", privateKey }),
      publicKey: encodePublicKey({ family: "edwards", point }),
    }
  } finally {
    wipe(privateKey)
  }
}
