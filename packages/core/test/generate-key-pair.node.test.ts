/** Foreign judges: OpenSSL and node:crypto read both halves of every pair, find that they match, sign and verify. */
import { type SpawnSyncReturns, spawnSync } from "node:child_process"
import { createPrivateKey, createPublicKey, sign, verify } from "node:crypto"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, beforeAll, expect, test } from "vitest"
import { encodeHex } from "../src/bytes/hex.ts"
import { generateKeyPair } from "../src/generate-key-pair.ts"
import { type KeyPair, toJwk, toPem } from "../src/key-pair.ts"
import { type KeyPairSpec, keyPairSpecs } from "../src/key-pair-specs.ts"

const specs = Object.keys(keyPairSpecs) as KeyPairSpec[]
const pairs = {} as Record<KeyPairSpec, KeyPair>
const folder = mkdtempSync(join(tmpdir(), "keywright-judges-"))
const file = (spec: KeyPairSpec, half: string) => join(folder, `${spec}.${half}`)
const message = join(folder, "message")
const otherMessage = join(folder, "other-message")

beforeAll(async () => {
  openssl("version")
  writeFileSync(message, "what is signed")
  writeFileSync(otherMessage, "what is not signed")
  for (const spec of specs) {
    const pair = await generateKeyPair(spec)
    pairs[spec] = pair
    writeFileSync(file(spec, "pkcs8"), pair.privateKey, { mode: 0o600 })
    writeFileSync(file(spec, "spki"), pair.publicKey)
    writeFileSync(file(spec, "pem"), toPem(pair).privateKey, { mode: 0o600 })
  }
})

afterAll(() => rmSync(folder, { recursive: true }))

function run(...parameters: string[]): SpawnSyncReturns<Buffer> {
  const result = spawnSync("openssl", parameters)
  if (result.error === undefined) return result
  throw new Error("This test needs the openssl command: install OpenSSL 3 and put it on the PATH.")
}

/** What the command prints; a failure fails the test with what it says. */
function openssl(...parameters: string[]): Buffer {
  const { status, stdout, stderr } = run(...parameters)
  expect(status, `openssl ${parameters.join(" ")}: ${stderr}`).toBe(0)
  return stdout
}

const der = ["-inform", "DER", "-outform", "DER"]

test.each(specs)("OpenSSL finds %s sound and writes both halves as we do", (spec) => {
  openssl("pkey", "-inform", "DER", "-in", file(spec, "pkcs8"), "-check", "-noout")
  openssl("pkey", "-inform", "DER", "-pubin", "-in", file(spec, "spki"), "-pubcheck", "-noout")
  const privateKey = openssl("pkcs8", "-topk8", "-nocrypt", ...der, "-in", file(spec, "pkcs8"))
  const publicKey = openssl("pkey", ...der, "-pubin", "-in", file(spec, "spki"))
  expect(encodeHex(privateKey)).toBe(encodeHex(pairs[spec].privateKey))
  expect(encodeHex(publicKey)).toBe(encodeHex(pairs[spec].publicKey))
})

test.each(specs)(
  "OpenSSL makes the public half of %s from the private one, as DER and as PEM",
  (spec) => {
    const wanted = encodeHex(pairs[spec].publicKey)
    const fromDer = openssl("pkey", ...der, "-in", file(spec, "pkcs8"), "-pubout")
    const fromPem = openssl("pkey", "-in", file(spec, "pem"), "-pubout", "-outform", "DER")
    expect([encodeHex(fromDer), encodeHex(fromPem)]).toEqual([wanted, wanted])
  },
)

const digests: Partial<Record<KeyPairSpec, string[]>> = {
  SM2: ["-digest", "sm3"],
  ECC_NIST_EDWARDS25519: [],
}

test.each(specs)("What OpenSSL signs with %s it verifies, and nothing else", (spec) => {
  const digest = digests[spec] ?? ["-digest", "sha256"]
  const signature = file(spec, "signature")
  const common = ["pkeyutl", "-rawin", ...digest, "-keyform", "DER"]
  openssl(...common, "-sign", "-inkey", file(spec, "pkcs8"), "-in", message, "-out", signature)
  const verifying = [
    ...common,
    "-verify",
    "-pubin",
    "-inkey",
    file(spec, "spki"),
    "-sigfile",
    signature,
  ]
  openssl(...verifying, "-in", message)
  expect(run(...verifying, "-in", otherMessage).status).not.toBe(0)
})

test.each(specs.filter((spec) => spec !== "SM2"))(
  "node:crypto signs and verifies with %s",
  (spec) => {
    const privateKey = createPrivateKey({
      key: Buffer.from(pairs[spec].privateKey),
      format: "der",
      type: "pkcs8",
    })
    const publicKey = createPublicKey({
      key: Buffer.from(pairs[spec].publicKey),
      format: "der",
      type: "spki",
    })
    const digest = spec === "ECC_NIST_EDWARDS25519" ? null : "sha256"
    const signature = sign(digest, Buffer.from("signed"), privateKey)
    expect(verify(digest, Buffer.from("signed"), publicKey, signature)).toBe(true)
    expect(verify(digest, Buffer.from("other"), publicKey, signature)).toBe(false)
  },
)

test.each(specs.filter((spec) => spec !== "SM2"))(
  "node:crypto writes the JWKs of %s as we do",
  (spec) => {
    const ours = toJwk(pairs[spec])
    const privateKey = createPrivateKey({
      key: Buffer.from(pairs[spec].privateKey),
      format: "der",
      type: "pkcs8",
    })
    expect(privateKey.export({ format: "jwk" })).toEqual(ours.privateKey)
    expect(createPublicKey(privateKey).export({ format: "jwk" })).toEqual(ours.publicKey)
  },
)

test("The judges can say no: a private key with a changed prime is not sound", () => {
  const damaged = pairs.RSA_2048.privateKey.slice()
  // Byte 620 lies inside prime1.
  damaged[620] = (damaged[620] as number) ^ 1
  const path = file("RSA_2048", "damaged")
  writeFileSync(path, damaged)
  expect(run("pkey", "-inform", "DER", "-in", path, "-check", "-noout").status).not.toBe(0)
})
