/** Everything that must hold for a key pair on a curve: OpenSSL imports both halves, and makes the public one again. */
import { createECDH, createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import type { KeyPair, KeyPairSpec } from "@keywright/core"
import { pointOf, scalarOf } from "../makers/scalar.ts"
import { specs } from "../specs.ts"

const MESSAGE = new TextEncoder().encode("a message")

/** With which hash a message is signed; Ed25519 has its own. Not SM2: Node has no way to give the identity that it hashes. */
const digests: Partial<Record<KeyPairSpec, string | null>> = {
  ECC_NIST_P256: "sha256",
  ECC_NIST_P384: "sha384",
  ECC_NIST_P521: "sha512",
  ECC_SECG_P256K1: "sha256",
  ECC_NIST_EDWARDS25519: null,
}

/** What does not hold; nothing for a good pair. Never throws for the key's sake. */
export function judgeCurve(pair: KeyPair): string[] {
  try {
    return faultsOf(pair)
  } catch (error) {
    return [`OpenSSL refuses it: ${error}`]
  }
}

function faultsOf({ spec, privateKey, publicKey }: KeyPair): string[] {
  const row = specs[spec]
  if (row.family !== "curve") throw new Error(`bug: ${spec} is judged as a curve`)
  const faults: string[] = []
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" })
  const other = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" })
  // For Ed25519 OpenSSL makes the public key from the private one; elsewhere it believes the one inside PKCS#8.
  const inside = createPublicKey(key).export({ format: "der", type: "spki" })
  if (!inside.equals(publicKey)) faults.push("the private half has another public half")
  if (row.opensslName !== undefined) {
    const ecdh = createECDH(row.opensslName)
    ecdh.setPrivateKey(scalarOf(privateKey))
    const point = ecdh.getPublicKey()
    if (!point.equals(pointOf(publicKey, point.length)))
      faults.push("the point is not the scalar's")
  }
  const digest = digests[spec]
  if (digest !== undefined && !verify(digest, MESSAGE, other, sign(digest, MESSAGE, key))) {
    faults.push("a signature is not verified")
  }
  return faults
}
