/** Ours: the whole call with both halves as DER, and for curves the bare numbers as others are measured. */
import { createEngines } from "@keywright/bignum"
import { type KeyPair, type KeyPairSpec, systemRandom } from "@keywright/core"
import { judge } from "../judge.ts"
import { specs } from "../specs.ts"
import { generatorOf, type Subject } from "../subject.ts"
import type { Maker } from "./maker.ts"
import { publicKeyOfNoble } from "./noble.ts"

/** `generateKeyPair`, which does not give way to the event loop: nor does any rival that answers at once. */
export function keywright(spec: KeyPairSpec, subject: Subject): Maker {
  const options = { pause() {} }
  const generate = generatorOf(subject)
  return whole(() => generate(spec, options))
}

/** As it comes: a search lets the event loop go on about every 10 milliseconds. */
export function keywrightYielding(spec: KeyPairSpec, subject: Subject): Maker | undefined {
  const generate = generatorOf(subject)
  return specs[spec].family === "rsa" ? whole(() => generate(spec)) : undefined
}

function whole(make: () => Promise<KeyPair>): Maker {
  return { make, check: async () => judge(await make()) }
}

/** Random bytes and the public key, both without wrapping: what createECDH and noble give. */
export async function keywrightRaw(
  spec: KeyPairSpec,
  { engine }: Subject,
): Promise<Maker | undefined> {
  const row = specs[spec]
  if (row.family === "rsa") return undefined
  const { multiplyBase, ed25519PublicKey } = await createEngines({ engine }).open("curves")
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
