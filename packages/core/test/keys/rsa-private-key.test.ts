import { expect, test } from "vitest"
import { encodeDer } from "../../src/der/writer.ts"
import { decodeRsaPrivateKey, encodeRsaPrivateKey } from "../../src/keys/rsa-private-key.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl, opensslKey } from "./openssl.ts"

examineFormat({
  name: "RSAPrivateKey",
  samples: openssl("pkcs1"),
  again: (der) => encodeDer(encodeRsaPrivateKey(decodeRsaPrivateKey(der))),
})

test("RSAPrivateKey gives its numbers without the byte that carries the sign", () => {
  const key = decodeRsaPrivateKey(opensslKey("rsa2048.pkcs1"))
  expect(key.modulus).toHaveLength(256)
  expect(key.prime1).toHaveLength(128)
  expect([...key.publicExponent]).toEqual([1, 0, 1])
})

test("RSAPrivateKey of version 1, with more than two primes, is refused", () => {
  const der = opensslKey("rsa2048.pkcs1")
  der[6] = 1
  expect(() => decodeRsaPrivateKey(der)).toThrow("keys/version at 4: The version is not 0.")
})
