import { generateKeyPair } from "@keywright/core"
import { expect, test } from "vitest"
import { judgeCurve } from "../../src/examine/curve-judge.ts"
import { specNames, specs } from "../../src/specs.ts"

const curves = specNames.filter((spec) => specs[spec].family === "curve")

test.each(curves)("judgeCurve accepts a pair of %s and refuses halves of two", async (spec) => {
  const one = await generateKeyPair(spec)
  const { publicKey } = await generateKeyPair(spec)
  expect(judgeCurve(one)).toEqual([])
  expect(judgeCurve({ ...one, publicKey })).toContain("the private half has another public half")
})

test("judgeCurve does not believe the public key inside PKCS#8", async () => {
  const one = await generateKeyPair("SM2")
  const other = await generateKeyPair("SM2")
  // The other's scalar with the first one's point, inside and outside. The scalar ends 40 bytes after ECPrivateKey begins.
  const scalarAt = one.privateKey.length - 65 - 5 - 32
  const privateKey = one.privateKey.slice()
  privateKey.set(other.privateKey.subarray(scalarAt, scalarAt + 32), scalarAt)
  expect(judgeCurve({ ...one, privateKey })).toEqual(["the point is not the scalar's"])
})

test("judgeCurve refuses what is no key", async () => {
  const one = await generateKeyPair("ECC_NIST_P256")
  const [fault] = judgeCurve({ ...one, publicKey: new Uint8Array(91) })
  expect(fault).toContain("OpenSSL refuses it")
})
