/** The whole suite: AWS's own client, and requests of no client at all, against one target. */
import { describe } from "vitest"
import { gapsOf } from "./gaps.ts"
import { opensslVersion } from "./openssl.ts"
import { aliases } from "./suite/aliases.ts"
import { dataKeyPairs } from "./suite/data-key-pairs.ts"
import { dataKeys } from "./suite/data-keys.ts"
import { durability } from "./suite/durability.ts"
import { encryption } from "./suite/encryption.ts"
import { identifiers } from "./suite/identifiers.ts"
import { keys } from "./suite/keys.ts"
import { notBuilt } from "./suite/not-built.ts"
import { pagination } from "./suite/pagination.ts"
import { policies } from "./suite/policies.ts"
import { regions } from "./suite/regions.ts"
import { signatures } from "./suite/signatures.ts"
import { states } from "./suite/states.ts"
import { tags } from "./suite/tags.ts"
import { wire } from "./suite/wire.ts"
import { type Stand, standOn, type Target } from "./target.ts"

/** The families of tests. Each gets the same stand, and leaves nothing that another needs. */
const FAMILIES: Readonly<Record<string, (stand: Stand) => void>> = {
  keys,
  encryption,
  dataKeys,
  dataKeyPairs,
  aliases,
  policies,
  tags,
  identifiers,
  states,
  pagination,
  regions,
  notBuilt,
  wire,
  signatures,
  durability,
}

/** Registers every test for a target that runs. A runner is a test file that starts one and calls this. */
export function suite(target: Target): void {
  if (opensslVersion === undefined) {
    console.warn("Without OpenSSL on the PATH, key pairs are made and opened but not judged.")
  }
  describe(target.name, () => {
    const stand = standOn(target)
    const gaps = gapsOf(target.name)
    for (const [name, family] of Object.entries(FAMILIES)) {
      const gap = gaps.find((each) => each.family === name)
      if (gap === undefined) family(stand)
      else describe.skip(`${name}: ${gap.reason}, ${gap.issue}`, () => family(stand))
    }
  })
}
