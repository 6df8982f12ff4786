/** @noble/curves: curves in JavaScript, as a rival and as a judge of points. */
import type { KeyPairSpec } from "@keywright/core"
import { weierstrass } from "@noble/curves/abstract/weierstrass.js"
import { ed25519 } from "@noble/curves/ed25519.js"
import { p256, p384, p521 } from "@noble/curves/nist.js"
import { secp256k1 } from "@noble/curves/secp256k1.js"
import type { Maker } from "./maker.ts"

const curves = {
  ECC_NIST_P256: p256,
  ECC_NIST_P384: p384,
  ECC_NIST_P521: p521,
  ECC_SECG_P256K1: secp256k1,
}

/** GB/T 32918.5: noble brings the formulas, this the curve. */
const sm2 = weierstrass({
  p: 0xfffffffeffffffffffffffffffffffffffffffff00000000ffffffffffffffffn,
  a: 0xfffffffeffffffffffffffffffffffffffffffff00000000fffffffffffffffcn,
  b: 0x28e9fa9e9d9f5e344d5a9e4bcf6509a7f39789f515ab8f92ddbcbd414d940e93n,
  n: 0xfffffffeffffffffffffffffffffffff7203df6b21c6052b53bbf40939d54123n,
  h: 1n,
  Gx: 0x32c4ae2c1f1981195f9904466a39c9948fe30bbff2660be1715a4589334c74c7n,
  Gy: 0xbc3736a2f4f6779c59bdcee36b692153d0a9877cc62a474002df32e52139f0a0n,
})

/** A secret key and its public key, without any key format. noble has no SM2 of its own. */
export function noble(spec: KeyPairSpec): Maker | undefined {
  if (spec === "ECC_NIST_EDWARDS25519") return maker(spec, ed25519.utils.randomSecretKey)
  if (!Object.hasOwn(curves, spec)) return undefined
  return maker(spec, curves[spec as keyof typeof curves].utils.randomSecretKey)
}

function maker(spec: KeyPairSpec, randomSecretKey: () => Uint8Array): Maker {
  const make = () => {
    const privateKey = randomSecretKey()
    return { privateKey, publicKey: publicKeyOfNoble(spec, privateKey) }
  }
  return {
    make,
    // It is the judge of the others: who would judge it? They agree with it, or are refused.
    async check() {
      make()
    },
  }
}

/** The public key of a private key: Ed25519's 32 bytes, or a point without compression. */
export function publicKeyOfNoble(spec: KeyPairSpec, privateKey: Uint8Array): Uint8Array {
  if (spec === "ECC_NIST_EDWARDS25519") return ed25519.getPublicKey(privateKey)
  if (spec === "SM2") return sm2.BASE.multiply(numberOf(privateKey)).toBytes(false)
  if (!Object.hasOwn(curves, spec)) throw new Error(`noble knows no ${spec}`)
  return curves[spec as keyof typeof curves].getPublicKey(privateKey, false)
}

function numberOf(bytes: Uint8Array): bigint {
  return BigInt(`0x${Buffer.from(bytes).toString("hex")}`)
}
