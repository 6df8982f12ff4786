import { generateKeyPair } from "@keywright/core"
import { expect, test } from "vitest"
import { requireSameKind } from "../../src/makers/same-kind.ts"

const specs = [
  "RSA_2048",
  "ECC_NIST_P256",
  "ECC_SECG_P256K1",
  "SM2",
  "ECC_NIST_EDWARDS25519",
] as const

test.each(specs)("requireSameKind accepts a key of %s and refuses all others", async (spec) => {
  for (const other of specs) {
    const { publicKey } = await generateKeyPair(other)
    const verdict = requireSameKind(spec, publicKey)
    if (other === spec) await verdict
    else await expect(verdict).rejects.toThrow(`made no key of ${spec}`)
  }
})
