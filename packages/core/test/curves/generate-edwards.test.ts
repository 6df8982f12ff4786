import { expect, test } from "vitest"
import keyPairs from "../../../../vectors/rfc8032/ed25519-key-pairs.json" with { type: "json" }
import { generateEdwards } from "../../src/curves/generate-edwards.ts"
import { decodePrivateKey } from "../../src/keys/private-key.ts"
import { decodePublicKey } from "../../src/keys/public-key.ts"
import { bigIntBignum } from "../big-int-bignum.ts"
import { hex } from "../hex.ts"

test.each(keyPairs)(
  "The private key of test $test has the public key of RFC 8032, section 7.1",
  async (pair) => {
    const draw = (length: number) => hex(pair.privateKey).subarray(0, length)
    const { privateKey, publicKey } = await generateEdwards(bigIntBignum(), draw)
    expect(decodePrivateKey(privateKey)).toEqual({
      family: "edwards",
      privateKey: hex(pair.privateKey),
    })
    expect(decodePublicKey(publicKey)).toEqual({ family: "edwards", point: hex(pair.publicKey) })
  },
)

test("The draw is wiped, also when the numbers fail", async () => {
  const failing = {
    ...bigIntBignum(),
    ed25519PublicKey() {
      throw new Error("a fault")
    },
  }
  for (const bignum of [bigIntBignum(), failing]) {
    const drawn = new Uint8Array(32).fill(7)
    await generateEdwards(bignum, () => drawn).catch(() => undefined)
    expect(drawn).toEqual(new Uint8Array(32))
  }
})
