/** What a key pair is. */
import type { KeyPairSpec } from "./key-pair-specs.ts"

export interface KeyPair {
  spec: KeyPairSpec
  /** PrivateKeyInfo (PKCS#8, RFC 5958) as DER. Secret: wipe it when it has done its work. */
  privateKey: Uint8Array
  /** SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7) as DER. */
  publicKey: Uint8Array
}
