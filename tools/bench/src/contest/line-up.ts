/** Who takes part in the contest of a spec, on the runtime that this runs on. */
import type { KeyPairSpec } from "@keywright/core"
import type { MakerName, Missing } from "../figures.ts"
import { keywright, keywrightRaw, keywrightYielding } from "../makers/keywright.ts"
import { keywrightParallel } from "../makers/keywright-parallel.ts"
import type { Maker, MakerOf } from "../makers/maker.ts"
import { noble } from "../makers/noble.ts"
import { derPair, ecdh, keyObjects } from "../makers/node-crypto.ts"
import { nodeForge } from "../makers/node-forge.ts"
import { webCrypto } from "../makers/web-crypto.ts"
import type { Subject } from "../subject.ts"

const makers: Readonly<Record<MakerName, MakerOf>> = {
  keywright,
  "keywright, yielding": keywrightYielding,
  "keywright, parallel": keywrightParallel,
  "keywright, raw": keywrightRaw,
  "node:crypto KeyObject": keyObjects,
  "node:crypto DER": derPair,
  "node:crypto ECDH": ecdh,
  WebCrypto: webCrypto,
  "node-forge": nodeForge,
  noble,
}

export interface LineUp {
  present: { name: MakerName; maker: Maker }[]
  missing: Missing[]
}

/** Everybody whose answer has been checked. Ours has to be there: throws when its answer is wrong. */
export async function lineUp(spec: KeyPairSpec, subject: Subject): Promise<LineUp> {
  const found: LineUp = { present: [], missing: [] }
  for (const [name, makerOf] of Object.entries(makers) as [MakerName, MakerOf][]) {
    const maker = await makerOf(spec, subject)
    if (maker === undefined) continue
    try {
      await maker.check()
      found.present.push({ name, maker })
    } catch (error) {
      await maker.close?.()
      // Threads are not everywhere; one thread of ours is.
      if (name === "keywright" || name === "keywright, raw") throw error
      found.missing.push({ maker: name, reason: String(error) })
    }
  }
  return found
}
