/** Whether a rival's public key is of the spec it was asked for. */
import { generateKeyPair, type KeyPairSpec } from "@keywright/core"

/** What every SubjectPublicKeyInfo of one spec begins with: lengths, and the algorithm's object identifiers. */
const HEADER_BYTES = 20
/** The shortest key, which follows: Ed25519's. */
const KEY_BYTES_LEAST = 32

/** Throws when a SubjectPublicKeyInfo has another length or another algorithm than ours of the spec. */
export async function requireSameKind(spec: KeyPairSpec, spki: Uint8Array): Promise<void> {
  const { publicKey } = await generateKeyPair(spec)
  const header = publicKey.subarray(0, Math.min(HEADER_BYTES, publicKey.length - KEY_BYTES_LEAST))
  const same = header.every((byte, index) => byte === spki[index])
  if (!same || spki.length !== publicKey.length) throw new Error(`made no key of ${spec}`)
}
