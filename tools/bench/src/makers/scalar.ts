/** From PKCS#8 to the bare private key of a curve, and from SubjectPublicKeyInfo to its point. */

/** version 1 and the tag of the private key, RFC 5915 section 3. */
const EC_PRIVATE_KEY = [0x02, 0x01, 0x01, 0x04]
const ED25519_BYTES = 32

/** The scalar of a Weierstrass curve, big endian. */
export function scalarOf(pkcs8: Uint8Array): Uint8Array {
  const start = pkcs8.findIndex((_, at) =>
    EC_PRIVATE_KEY.every((byte, index) => pkcs8[at + index] === byte),
  )
  if (start === -1) throw new Error("no ECPrivateKey in PKCS#8")
  const at = start + EC_PRIVATE_KEY.length
  return pkcs8.subarray(at + 1, at + 1 + (pkcs8[at] as number))
}

/** The private key of RFC 8032, the last bytes of RFC 8410's PKCS#8. */
export function edwardsSeedOf(pkcs8: Uint8Array): Uint8Array {
  return pkcs8.subarray(-ED25519_BYTES)
}

/** The last bytes are the key itself: a point without compression, or 32 bytes of Ed25519. */
export function pointOf(spki: Uint8Array, bytes: number): Uint8Array {
  return spki.subarray(-bytes)
}
