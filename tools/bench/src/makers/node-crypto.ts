/** The runtime's own `node:crypto`: OpenSSL in Node, BoringSSL in Bun, Rust in Deno. */
import { createECDH, generateKeyPairSync, type KeyObject } from "node:crypto"
import type { KeyPairSpec } from "@keywright/core"
import { specs } from "../specs.ts"
import type { Maker } from "./maker.ts"
import { publicKeyOfNoble } from "./noble.ts"
import { requireSameKind } from "./same-kind.ts"

interface KeyObjects {
  publicKey: KeyObject
}
interface Encoded {
  publicKey: Uint8Array
}

const DER = {
  publicKeyEncoding: { format: "der", type: "spki" },
  privateKeyEncoding: { format: "der", type: "pkcs8" },
} as const

/** generateKeyPairSync, its answer left as objects: what is called native when keys are compared. */
export function keyObjects(spec: KeyPairSpec): Maker {
  const make = generator(spec, {}) as () => KeyObjects
  return {
    make,
    check: () => requireSameKind(spec, make().publicKey.export({ format: "der", type: "spki" })),
  }
}

/** generateKeyPairSync, both halves as DER. */
export function derPair(spec: KeyPairSpec): Maker {
  const make = generator(spec, DER) as () => Encoded
  return { make, check: () => requireSameKind(spec, make().publicKey) }
}

function generator(spec: KeyPairSpec, encodings: object): () => object {
  const row = specs[spec]
  // The types know each key type only with an encoding for each half.
  const generate = generateKeyPairSync as unknown as (type: string, options: object) => object
  if (row.family === "rsa") {
    const options = { modulusLength: row.modulusBits, publicExponent: 0x10001, ...encodings }
    return () => generate("rsa", options)
  }
  if (row.opensslName === undefined) return () => generate("ed25519", encodings)
  const options = { namedCurve: row.opensslName, ...encodings }
  return () => generate("ec", options)
}

/** createECDH and generateKeys: a scalar and its point, without any key format. */
export function ecdh(spec: KeyPairSpec): Maker | undefined {
  const row = specs[spec]
  if (row.family === "rsa" || row.opensslName === undefined) return undefined
  const name = row.opensslName
  const make = () => {
    const pair = createECDH(name)
    const publicKey = pair.generateKeys()
    return { privateKey: pair.getPrivateKey(), publicKey }
  }
  return {
    make,
    async check() {
      const { privateKey, publicKey } = make()
      const padded = Buffer.concat([Buffer.alloc(row.scalarBytes - privateKey.length), privateKey])
      if (publicKey.equals(publicKeyOfNoble(spec, padded))) return
      throw new Error(`the point of ${spec} is not noble's`)
    },
  }
}
