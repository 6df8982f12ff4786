/** Both halves of a key pair in the formats of this folder: what a generator gives. */

export interface EncodedPair {
  /** PrivateKeyInfo (PKCS#8) as DER. Secret. */
  privateKey: Uint8Array<ArrayBuffer>
  /** SubjectPublicKeyInfo as DER. */
  publicKey: Uint8Array<ArrayBuffer>
}
