import { expect, test } from "vitest"
import { decodeSpki, encodeSpki } from "../../src/keys/spki.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl, opensslKey } from "./openssl.ts"

examineFormat({
  name: "SubjectPublicKeyInfo",
  samples: openssl("spki", /^(?!rsapss|x25519)/),
  again: (der) => encodeSpki(decodeSpki(der)),
})

test.each(["rsapss2048.spki", "x25519.spki"] as const)(
  "%s is of an algorithm that is refused",
  (name) => {
    expect(() => decodeSpki(opensslKey(name))).toThrow("keys/algorithm at ")
  },
)

test.each(Object.entries(openssl("spki-explicit")))(
  "%s spells its curve out and is refused",
  (_, der) => {
    expect(() => decodeSpki(der)).toThrow("der/unexpected-tag")
  },
)
