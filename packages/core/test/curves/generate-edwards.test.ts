import { expect, test } from "vitest"
import { generateEdwards } from "../../src/curves/generate-edwards.ts"
import { decodePrivateKey } from "../../src/keys/private-key.ts"
import { decodePublicKey } from "../../src/keys/public-key.ts"
import { bigIntBignum } from "../big-int-bignum.ts"
import { hex } from "../hex.ts"

/** RFC 8032, section 7.1, tests 1 to 3. */
const known = [
  [
    "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
    "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
  ],
  [
    "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
    "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
  ],
  [
    "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
    "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
  ],
] as const

test.each(known)(
  "The private key %s has the public key of RFC 8032, section 7.1",
  async (secret, open) => {
    const draw = (length: number) => hex(secret).subarray(0, length)
    const { privateKey, publicKey } = await generateEdwards(bigIntBignum(), draw)
    expect(decodePrivateKey(privateKey)).toEqual({ family: "edwards", privateKey: hex(secret) })
    expect(decodePublicKey(publicKey)).toEqual({ family: "edwards", point: hex(open) })
  },
)

test("The draw and the scalar are wiped", async () => {
  const drawn = hex(known[0][0])
  const scalars: Uint8Array[] = []
  const bignum = bigIntBignum()
  const watched: typeof bignum = {
    ...bignum,
    multiplyBase(curve, scalar) {
      scalars.push(scalar)
      return bignum.multiplyBase(curve, scalar)
    },
  }
  await generateEdwards(watched, () => drawn)
  expect([drawn, ...scalars].map((bytes) => bytes.every((byte) => byte === 0))).toEqual([
    true,
    true,
  ])
})
