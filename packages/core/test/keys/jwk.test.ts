import { expect, test } from "vitest"
import { encodeBase64Url } from "../../src/bytes/base64.ts"
import { decodeJwk, encodePrivateJwk, encodePublicJwk, type Jwk } from "../../src/keys/jwk.ts"
import { decodePrivateKey, encodePrivateKey } from "../../src/keys/private-key.ts"
import { decodePublicKey, encodePublicKey } from "../../src/keys/public-key.ts"
import { opensslKey } from "./openssl.ts"

const algorithms = [
  "rsa2048",
  "rsa3072",
  "rsa4096",
  "p256",
  "p384",
  "p521",
  "secp256k1",
  "ed25519",
] as const

function jwksOf(algorithm: (typeof algorithms)[number]): { privateJwk: Jwk; publicJwk: Jwk } {
  const publicKey = decodePublicKey(opensslKey(`${algorithm}.spki`))
  const privateKey = decodePrivateKey(opensslKey(`${algorithm}.pkcs8`))
  return {
    privateJwk: encodePrivateJwk(privateKey, publicKey),
    publicJwk: encodePublicJwk(publicKey),
  }
}

test.each(algorithms)("The JWKs of %s give back the DER they were made from", (algorithm) => {
  const { privateJwk, publicJwk } = jwksOf(algorithm)
  const { privateKey, publicKey } = decodeJwk(privateJwk)
  expect(privateKey && encodePrivateKey(privateKey)).toEqual(opensslKey(`${algorithm}.pkcs8`))
  expect(encodePublicKey(publicKey)).toEqual(opensslKey(`${algorithm}.spki`))
  expect(decodeJwk(publicJwk)).toEqual({ publicKey, privateKey: undefined })
})

test.each(algorithms)("The public JWK of %s holds nothing secret", (algorithm) => {
  const members = Object.keys(jwksOf(algorithm).publicJwk)
  expect(members.filter((member) => ["d", "p", "q", "dp", "dq", "qi"].includes(member))).toEqual([])
})

test("A JWK of P-521 holds coordinates of 66 bytes, leading zeros included", () => {
  expect(jwksOf("p521").publicJwk.x).toHaveLength(88)
})

test("RFC 8037's example of a private key is read and written again (appendix A.1)", () => {
  const jwk = {
    kty: "OKP",
    crv: "Ed25519",
    x: "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo",
    d: "nWGxne_9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A",
  }
  const { privateKey, publicKey } = decodeJwk(jwk)
  expect(privateKey && encodePrivateJwk(privateKey, publicKey)).toEqual(jwk)
})

test("SM2 has no JWK", () => {
  const publicKey = decodePublicKey(opensslKey("sm2.spki"))
  expect(() => encodePublicJwk(publicKey)).toThrow("keys/no-jwk: No JWK is registered for SM2.")
})

test.each(algorithms)(
  "A JWK of %s is refused when any of its members is missing or wrong",
  (algorithm) => {
    const { privateJwk } = jwksOf(algorithm)
    for (const member of Object.keys(privateJwk)) {
      // Without d it is the public key, which is as good.
      const { [member]: _, ...without } = privateJwk
      if (member !== "d") expect(() => decodeJwk(without), member).toThrow(`The member ${member}`)
      for (const wrong of [1, null, "", "=", `${privateJwk[member]}!`]) {
        expect(() => decodeJwk({ ...privateJwk, [member]: wrong }), `${member}: ${wrong}`).toThrow(
          "keys/",
        )
      }
    }
  },
)

test("A number of a JWK with a leading zero is refused", () => {
  const { publicJwk } = jwksOf("rsa2048")
  expect(() => decodeJwk({ ...publicJwk, e: encodeBase64Url(Uint8Array.of(0, 1, 0, 1)) })).toThrow(
    "The member e",
  )
})

test("A JWK of more than two primes is refused", () => {
  expect(() => decodeJwk({ ...jwksOf("rsa2048").privateJwk, oth: [] })).toThrow("The member oth")
})

test("Members that say how a key is used are passed over", () => {
  const { publicJwk } = jwksOf("p256")
  expect(decodeJwk({ ...publicJwk, use: "sig", kid: "1", alg: "ES256" })).toEqual(
    decodeJwk(publicJwk),
  )
})

test.each(["P-224", "SM2", "toString", undefined])("The curve %s is refused", (crv) => {
  expect(() => decodeJwk({ ...jwksOf("p256").publicJwk, crv })).toThrow("The member crv")
})
