/** Ours: the whole call with both halves as DER, and for curves the bare numbers as others are measured. */
import { type Bignum, loadBignum } from "@keywright/bignum"
import portable from "@keywright/bignum/portable"
import { generateKeyPair, type KeyPairSpec, systemRandom } from "@keywright/core"
import { judge } from "../judge.ts"
import { specs } from "../specs.ts"
import type { Maker } from "./maker.ts"
import { publicKeyOfNoble } from "./noble.ts"

/** `generateKeyPair`, which does not give way to the event loop: nor does any rival that answers at once. */
export function keywright(spec: KeyPairSpec): Maker {
  const options = { pause() {} }
  return whole(() => generateKeyPair(spec, options))
}

/** As it comes: a search lets the event loop go on about every 10 milliseconds. */
export function keywrightYielding(spec: KeyPairSpec): Maker | undefined {
  return specs[spec].family === "rsa" ? whole(() => generateKeyPair(spec)) : undefined
}

function whole(make: () => ReturnType<typeof generateKeyPair>): Maker {
  return { make, check: async () => judge(await make()) }
}

let numbers: Bignum | undefined

/** Random bytes and the public key, both without wrapping: what createECDH and noble give. */
export function keywrightRaw(spec: KeyPairSpec): Maker | undefined {
  const row = specs[spec]
  if (row.family === "rsa") return undefined
  numbers ??= loadBignum(portable)
  const { multiplyBase, ed25519PublicKey } = numbers
  const { curve, scalarBytes } = row
  const isEdwards = curve === "Ed25519"
  const make = () => {
    for (;;) {
      const privateKey = systemRandom(scalarBytes)
      if (curve === "P-521") privateKey[0] = (privateKey[0] as number) & 1
      const point = isEdwards ? ed25519PublicKey(privateKey) : multiplyBase(curve, privateKey)
      if (point !== undefined) return { privateKey, publicKey: point }
    }
  }
  return {
    make,
    async check() {
      const { privateKey, publicKey } = make()
      const wanted = publicKeyOfNoble(spec, privateKey)
      // noble writes the byte 04 before x and y.
      if (!Buffer.from(wanted.subarray(isEdwards ? 0 : 1)).equals(publicKey)) {
        throw new Error(`our point of ${spec} is not noble's`)
      }
    },
  }
}
