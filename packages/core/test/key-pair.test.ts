import { expect, test } from "vitest"
import { fromJwk, toJwk, toPem } from "../src/key-pair.ts"
import { decodePem } from "../src/keys/pem.ts"
import { opensslKey } from "./keys/openssl.ts"

const pairOf = (algorithm: "rsa2048" | "p521" | "ed25519" | "sm2") => ({
  privateKey: opensslKey(`${algorithm}.pkcs8`),
  publicKey: opensslKey(`${algorithm}.spki`),
})

test.each(["rsa2048", "p521", "ed25519", "sm2"] as const)(
  "Both halves of %s become PEM and come back",
  (algorithm) => {
    const pair = pairOf(algorithm)
    const pem = toPem(pair)
    expect(decodePem(pem.privateKey)).toEqual({ label: "PRIVATE KEY", der: pair.privateKey })
    expect(decodePem(pem.publicKey)).toEqual({ label: "PUBLIC KEY", der: pair.publicKey })
  },
)

test.each(["rsa2048", "p521", "ed25519"] as const)(
  "Both halves of %s become JWKs and come back",
  (algorithm) => {
    const pair = pairOf(algorithm)
    const jwk = toJwk(pair)
    expect(fromJwk(jwk.privateKey)).toEqual(pair.privateKey)
    expect(fromJwk(jwk.publicKey)).toEqual(pair.publicKey)
  },
)

test("SM2 has no JWK, and says so", () => {
  expect(() => toJwk(pairOf("sm2"))).toThrow("keys/no-jwk: No JWK is registered for SM2.")
})

test("Bytes that are no key pair are refused", () => {
  const { privateKey, publicKey } = pairOf("p521")
  expect(() => toJwk({ privateKey: publicKey, publicKey })).toThrow("der/unexpected-tag")
  expect(() => toJwk({ privateKey, publicKey: privateKey })).toThrow("der/unexpected-tag")
})
