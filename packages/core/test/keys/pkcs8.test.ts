import { expect, test } from "vitest"
import { encodeHex } from "../../src/bytes/hex.ts"
import { decodePkcs8, encodePkcs8 } from "../../src/keys/pkcs8.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl, opensslKey } from "./openssl.ts"

examineFormat({
  name: "PKCS#8",
  samples: openssl("pkcs8", /^(?!rsapss|x25519)/),
  again: (der) => encodePkcs8(decodePkcs8(der)),
})

test("PKCS#8 says the algorithm, and gives its private key as it is", () => {
  const { algorithm, privateKey } = decodePkcs8(opensslKey("ed25519.pkcs8"))
  expect(algorithm).toBe("Ed25519")
  expect(encodeHex(privateKey).slice(0, 4)).toBe("0420")
})

test.each(["rsapss2048.pkcs8", "x25519.pkcs8"] as const)(
  "%s is of an algorithm that is refused",
  (name) => {
    expect(() => decodePkcs8(opensslKey(name))).toThrow("keys/algorithm at ")
  },
)

test("PKCS#8 of version 1 is refused", () => {
  const der = opensslKey("ed25519.pkcs8")
  der[4] = 1
  expect(() => decodePkcs8(der)).toThrow("keys/version at 2: The version is not 0.")
})
