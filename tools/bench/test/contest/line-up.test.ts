import { expect, test } from "vitest"
import { lineUp } from "../../src/contest/line-up.ts"
import { buildOf } from "../../src/subject.ts"

test.each([
  ["ECC_NIST_P256", "keywright raw KeyObject DER ECDH WebCrypto noble"],
  ["ECC_NIST_P521", "keywright raw KeyObject DER ECDH WebCrypto noble"],
  ["ECC_SECG_P256K1", "keywright raw KeyObject DER ECDH noble"],
  ["SM2", "keywright raw KeyObject DER ECDH"],
  ["ECC_NIST_EDWARDS25519", "keywright raw KeyObject DER WebCrypto noble"],
  ["RSA_2048", "keywright yielding parallel KeyObject DER WebCrypto node-forge"],
] as const)("lineUp finds for %s on Node %s, whose answers are right", async (spec, names) => {
  const { present, missing } = await lineUp(spec, {})
  for (const { maker } of present) await maker.close?.()
  expect(missing).toEqual([])
  expect(present.map(({ name }) => name.split(" ").at(-1)).join(" ")).toBe(names)
})

test("lineUp takes the build that was asked for", async () => {
  const { present } = await lineUp("ECC_NIST_P384", { engine: "portable" })
  expect(present.map(({ name }) => name)).toContain("keywright, raw")
  expect(await buildOf({ engine: "portable" })).toBe("portable")
  await expect(lineUp("SM2", { engine: "none" as "portable" })).rejects.toThrow("none")
})
