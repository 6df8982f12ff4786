import { expect, test } from "vitest"
import { encodeDer } from "../../src/der/writer.ts"
import {
  decodeEd25519PrivateKey,
  encodeEd25519PrivateKey,
} from "../../src/keys/ed25519-private-key.ts"
import { hex } from "../hex.ts"
import { examineFormat } from "./examine-format.ts"
import { opensslKey } from "./openssl.ts"

examineFormat({
  name: "CurvePrivateKey",
  samples: { "inside ed25519.pkcs8": opensslKey("ed25519.pkcs8").subarray(-34) },
  again: (der) => encodeDer(encodeEd25519PrivateKey(decodeEd25519PrivateKey(der))),
})

test("A private key of 31 bytes is refused", () => {
  expect(() => decodeEd25519PrivateKey(hex(`041f${"00".repeat(31)}`))).toThrow(
    "keys/length: The private key has 31 bytes where 32 are due.",
  )
})
