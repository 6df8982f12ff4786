import { expect, test } from "vitest"
import { decodePublicKey, encodePublicKey } from "../../src/keys/public-key.ts"
import { encodeSpki } from "../../src/keys/spki.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl } from "./openssl.ts"

examineFormat({
  name: "A public key",
  samples: openssl("spki", /^(?!rsapss|x25519)/),
  again: (der) => encodePublicKey(decodePublicKey(der)),
})

test.each(Object.entries(openssl("spki-compressed")))("%s is compressed and refused", (_, der) => {
  expect(() => decodePublicKey(der)).toThrow("keys/point")
})

test("A point of another curve's length is refused", () => {
  const publicKey = new Uint8Array(65).fill(4)
  expect(() => decodePublicKey(encodeSpki({ algorithm: "P-384", publicKey }))).toThrow(
    "The point has 65 bytes where 97 are due.",
  )
})

test("An Ed25519 key of 33 bytes is refused", () => {
  const der = encodeSpki({ algorithm: "Ed25519", publicKey: new Uint8Array(33) })
  expect(() => decodePublicKey(der)).toThrow("The public key has 33 bytes where 32 are due.")
})
