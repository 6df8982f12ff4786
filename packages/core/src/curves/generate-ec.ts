/** A key pair on a short Weierstrass curve: docs/formats/seeded-keys.md, "Weierstrass curves". */
import type { Bignum, ByteSource } from "@keywright/bignum"
import { equalBytes } from "../bytes/equal.ts"
import { wipe } from "../bytes/wipe.ts"
import { CoreError } from "../errors.ts"
import type { EcRow } from "../key-pair-specs.ts"
import type { EncodedPair } from "../keys/encoded-pair.ts"
import { encodePoint } from "../keys/point.ts"
import { encodePrivateKey } from "../keys/private-key.ts"
import { encodePublicKey } from "../keys/public-key.ts"

/** PKCS#8 and SubjectPublicKeyInfo. The scalar is wiped. */
export async function generateEc(
  bignum: Bignum,
  { row, draw }: { row: EcRow; draw: ByteSource },
): Promise<EncodedPair> {
  const { curve, orderBits, drawsMax } = row
  for (let attempt = 0; attempt < drawsMax; attempt++) {
    const scalar = await draw(Math.ceil(orderBits / 8))
    try {
      shiftRight(scalar, 8 * scalar.length - orderBits)
      const coordinates = isRefused(row, scalar) ? undefined : bignum.multiplyBase(curve, scalar)
      if (coordinates === undefined) continue
      const point = encodePoint(coordinates)
      return {
        privateKey: encodePrivateKey({ family: "ec", curve, scalar, point }),
        publicKey: encodePublicKey({ family: "ec", curve, point }),
      }
    } finally {
      wipe(scalar)
    }
  }
  throw new CoreError("key-pair/scalar", { curve, limit: drawsMax })
}

function isRefused({ scalarRefused }: EcRow, scalar: Uint8Array): boolean {
  return scalarRefused !== undefined && equalBytes(scalarRefused, scalar)
}

/** Divides a big-endian number by 2^bits, 0 to 7. */
function shiftRight(number: Uint8Array, bits: number): void {
  let carried = 0
  for (let i = 0; i < number.length; i++) {
    const byte = number[i] as number
    number[i] = (carried << (8 - bits)) | (byte >> bits)
    carried = byte
  }
}
