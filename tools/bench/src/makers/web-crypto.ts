/** The runtime's `crypto.subtle.generateKey`. */
import type { KeyPairSpec } from "@keywright/core"
import { specs } from "../specs.ts"
import type { Maker } from "./maker.ts"
import { requireSameKind } from "./same-kind.ts"

export function webCrypto(spec: KeyPairSpec): Maker | undefined {
  const algorithm = algorithmOf(spec)
  if (algorithm === undefined) return undefined
  const make = () =>
    crypto.subtle.generateKey(algorithm, true, ["sign", "verify"]) as Promise<CryptoKeyPair>
  return {
    make,
    async check() {
      const { publicKey } = await make()
      const spki = await crypto.subtle.exportKey("spki", publicKey)
      await requireSameKind(spec, new Uint8Array(spki))
    },
  }
}

function algorithmOf(spec: KeyPairSpec) {
  const row = specs[spec]
  if (row.family === "curve") return row.webCrypto
  return {
    name: "RSASSA-PKCS1-v1_5",
    hash: "SHA-256",
    modulusLength: row.modulusBits,
    publicExponent: Uint8Array.of(1, 0, 1),
  }
}
