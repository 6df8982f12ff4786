import { expect, test } from "vitest"
import { encodeDer } from "../../src/der/writer.ts"
import { decodeEcPrivateKey, encodeEcPrivateKey } from "../../src/keys/ec-private-key.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl, opensslKey } from "./openssl.ts"

// Files of their own hold both optional fields, or only the curve; inside PKCS#8 there is only the public key.
const inPkcs8 = opensslKey("p256.pkcs8").subarray(-109)

examineFormat({
  name: "ECPrivateKey",
  samples: { ...openssl("sec1"), ...openssl("sec1-nopub"), "inside p256.pkcs8": inPkcs8 },
  again: (der) => encodeDer(encodeEcPrivateKey(decodeEcPrivateKey(der))),
})

test("ECPrivateKey says which of its optional fields are there", () => {
  const both = decodeEcPrivateKey(opensslKey("p521.sec1"))
  expect(both.parameters).toBe("1.3.132.0.35")
  expect(both.privateKey).toHaveLength(66)
  expect(both.publicKey).toHaveLength(133)
  expect(decodeEcPrivateKey(opensslKey("p521.sec1-nopub")).publicKey).toBeUndefined()
  expect(decodeEcPrivateKey(inPkcs8).parameters).toBeUndefined()
})
