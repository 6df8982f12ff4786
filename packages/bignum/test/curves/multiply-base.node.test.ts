import { createECDH, createPrivateKey, createPublicKey } from "node:crypto"
import { describe, expect, test } from "vitest"
import { curveDoors } from "../../src/curves.ts"
import type { CurveName } from "../../src/doors.ts"
import { curveNumbers, scalarBytes } from "../oracle-curves.ts"
import { randomNumbers } from "../random-numbers.ts"
import { curveBuilds, curveIndex, examCore } from "./exam-core.ts"

const opensslNames = [
  ["P-256", "prime256v1"],
  ["P-384", "secp384r1"],
  ["P-521", "secp521r1"],
  ["secp256k1", "secp256k1"],
  ["SM2", "SM2"],
] as const satisfies readonly (readonly [CurveName, string])[]

const tables = curveBuilds.flatMap((build) => [false, true].map((all) => [all, build] as const))

describe.each(tables)("multiplyBase with all windows: %s, %s build", (allWindows, build) => {
  const core = examCore(build)
  const { multiplyBase } = curveDoors(core)

  test.each(opensslNames)("agrees with OpenSSL on random scalars: %s", (name, opensslName) => {
    core.examineTable(curveIndex[name], allWindows)
    const random = randomNumbers()
    for (let i = 0; i < 60; i++) {
      const scalar = scalarBytes(name, 1n + random.below(curveNumbers[name].order - 1n))
      const judge = createECDH(opensslName)
      judge.setPrivateKey(scalar)
      const point = multiplyBase(name, scalar) as Uint8Array
      expect(Buffer.from(point).toString("hex"), `seed ${random.seed}`).toBe(
        judge.getPublicKey().subarray(1).toString("hex"),
      )
    }
  })

  test("agrees with OpenSSL on random seeds: Ed25519", async () => {
    core.examineTable(curveIndex.Ed25519, allWindows)
    for (let i = 0; i < 60; i++) {
      const seed = crypto.getRandomValues(new Uint8Array(32))
      const scalar = new Uint8Array(await crypto.subtle.digest("SHA-512", seed)).slice(0, 32)
      scalar[0] = (scalar[0] as number) & 248
      scalar[31] = ((scalar[31] as number) & 127) | 64
      // RFC 8410 section 7: the OneAsymmetricKey of a seed.
      const pkcs8 = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed])
      const key = createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" })
      const spki = createPublicKey(key).export({ format: "der", type: "spki" })
      const point = multiplyBase("Ed25519", scalar) as Uint8Array
      expect(Buffer.from(point).toString("hex"), Buffer.from(seed).toString("hex")).toBe(
        spki.subarray(-32).toString("hex"),
      )
    }
  })
})
