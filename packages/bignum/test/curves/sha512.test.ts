import { ed25519 } from "@noble/curves/ed25519.js"
import { expect, test } from "vitest"
import keyPairs from "../../../../vectors/rfc8032/ed25519-key-pairs.json" with { type: "json" }
import { curveDoors } from "../../src/curves.ts"
import { bytesOf, numberOf } from "../oracle-primes.ts"
import { randomNumbers } from "../random-numbers.ts"
import { examCore } from "./exam-core.ts"

const core = examCore()
const { ed25519PublicKey } = curveDoors(core)

const hex = (bytes: Uint8Array): string => numberOf(bytes).toString(16).padStart(64, "0")
const unhex = (text: string): Uint8Array => bytesOf(BigInt(`0x${text}`), text.length / 2)

test.each(keyPairs)(
  "The private key of test $test has the public key of RFC 8032, section 7.1",
  (pair) => {
    expect(hex(ed25519PublicKey(unhex(pair.privateKey)))).toBe(pair.publicKey)
  },
)

test("The scalar of a private key is the platform's SHA-512 of it, clamped", async () => {
  const random = randomNumbers()
  for (const value of [
    0n,
    1n,
    2n ** 256n - 1n,
    ...Array.from({ length: 60 }, () => random.below(2n ** 256n)),
  ]) {
    const privateKey = bytesOf(value, 32)
    const at = new Uint8Array(core.memory.buffer, core.SCALAR.value, 32)
    at.set(privateKey)
    core.hashPrivateKey()
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-512", privateKey as BufferSource))
    const scalar = digest.subarray(0, 32)
    scalar[0] = (scalar[0] as number) & 0xf8
    scalar[31] = ((scalar[31] as number) & 0x7f) | 0x40
    expect(at, `seed ${random.seed}`).toEqual(scalar)
  }
  core.wipeCurves()
})

test("Public keys are noble's, also from the table of all windows", () => {
  const random = randomNumbers()
  for (let i = 0; i < 60; i++) {
    const privateKey = bytesOf(random.below(2n ** 256n), 32)
    expect(ed25519PublicKey(privateKey), `seed ${random.seed}`).toEqual(
      ed25519.getPublicKey(privateKey),
    )
  }
})

test("A private key of another length than 32 bytes is refused", () => {
  for (const length of [0, 31, 33, 64]) {
    expect(() => ed25519PublicKey(new Uint8Array(length))).toThrow(RangeError)
  }
})
