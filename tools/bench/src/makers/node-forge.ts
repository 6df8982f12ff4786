/** node-forge: RSA in JavaScript, where there is nothing else. */
import type { KeyPairSpec } from "@keywright/core"
import forge from "node-forge"
import { specs } from "../specs.ts"
import type { Maker } from "./maker.ts"
import { requireSameKind } from "./same-kind.ts"

export function nodeForge(spec: KeyPairSpec): Maker | undefined {
  const row = specs[spec]
  if (row.family !== "rsa") return undefined
  // Otherwise it asks node:crypto.
  forge.options.usePureJavaScript = true
  const make = () => forge.pki.rsa.generateKeyPair({ bits: row.modulusBits, e: 0x10001 })
  return {
    make,
    check() {
      const der = forge.asn1.toDer(forge.pki.publicKeyToAsn1(make().publicKey)).getBytes()
      return requireSameKind(spec, Buffer.from(der, "latin1"))
    },
  }
}
