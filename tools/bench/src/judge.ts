/** A foreign judge of one key pair of ours, for every runtime: node:crypto for RSA, noble for curves. */
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import type { KeyPair } from "@keywright/core"
import { publicKeyOfNoble } from "./makers/noble.ts"
import { edwardsSeedOf, pointOf, scalarOf } from "./makers/scalar.ts"

const MESSAGE = new TextEncoder().encode("a message")

/** Throws when the halves are not each other's. */
export function judge({ spec, privateKey, publicKey }: KeyPair): void {
  const fits = spec.startsWith("RSA_")
    ? signs(privateKey, publicKey)
    : belongs(spec, privateKey, publicKey)
  if (!fits) throw new Error(`the halves of a key pair of ${spec} do not fit each other`)
}

function signs(privateKey: Uint8Array, publicKey: Uint8Array): boolean {
  const key = createPrivateKey({ key: Buffer.from(privateKey), format: "der", type: "pkcs8" })
  const other = createPublicKey({ key: Buffer.from(publicKey), format: "der", type: "spki" })
  return verify("sha256", MESSAGE, other, sign("sha256", MESSAGE, key))
}

function belongs(spec: KeyPair["spec"], privateKey: Uint8Array, publicKey: Uint8Array): boolean {
  const isEdwards = spec === "ECC_NIST_EDWARDS25519"
  const wanted = publicKeyOfNoble(
    spec,
    isEdwards ? edwardsSeedOf(privateKey) : scalarOf(privateKey),
  )
  return Buffer.from(wanted).equals(pointOf(publicKey, wanted.length))
}
