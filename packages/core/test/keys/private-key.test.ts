import { expect, test } from "vitest"
import { encodeDer, octets, sequence } from "../../src/der/writer.ts"
import { encodeEcPrivateKey } from "../../src/keys/ec-private-key.ts"
import { encodePkcs8 } from "../../src/keys/pkcs8.ts"
import { decodePrivateKey, encodePrivateKey } from "../../src/keys/private-key.ts"
import { examineFormat } from "./examine-format.ts"
import { openssl } from "./openssl.ts"

examineFormat({
  name: "A private key",
  samples: openssl("pkcs8", /^(?!rsapss|x25519)/),
  again: (der) => encodePrivateKey(decodePrivateKey(der)),
})

const scalar = new Uint8Array(32).fill(1)
const point = new Uint8Array(65).fill(4)
const curve = "P-256" as const

test("A private key is written in the form of its family", () => {
  const der = encodePrivateKey({ family: "ec", curve, scalar, point })
  expect(decodePrivateKey(der)).toEqual({ family: "ec", curve, scalar, point })
})

test("A private key that names its curve twice is refused", () => {
  const inner = { privateKey: scalar, publicKey: point, parameters: "1.2.840.10045.3.1.7" }
  const der = encodePkcs8({ algorithm: curve, privateKey: encodeEcPrivateKey(inner) })
  expect(() => decodePrivateKey(der)).toThrow("keys/curve-twice")
})

test("A private key without its public key is refused", () => {
  const der = encodePkcs8({
    algorithm: curve,
    privateKey: encodeEcPrivateKey({ privateKey: scalar }),
  })
  expect(() => decodePrivateKey(der)).toThrow("keys/public-key-missing")
})

test("A scalar or a point of another curve's length is refused", () => {
  const short = { privateKey: scalar.subarray(1), publicKey: point }
  const shortDer = encodePkcs8({ algorithm: curve, privateKey: encodeEcPrivateKey(short) })
  expect(() => decodePrivateKey(shortDer)).toThrow("The private key has 31 bytes where 32 are due.")
  const other = { privateKey: scalar, publicKey: point.subarray(1) }
  const otherDer = encodePkcs8({ algorithm: curve, privateKey: encodeEcPrivateKey(other) })
  expect(() => decodePrivateKey(otherDer)).toThrow("The point has 64 bytes where 65 are due.")
})

test("What is no PKCS#8 is refused", () => {
  expect(() => decodePrivateKey(encodeDer(sequence(octets(scalar))))).toThrow(
    "der/unexpected-tag at 2:",
  )
})
