// secp256k1 (SEC 2 version 2.0, section 2.4.1).
import { Secp256k1Field } from "../fields/secp256k1"
import { SECP256K1_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0xd0364141, 0xbfd25e8c, 0xaf48a03b, 0xbaaedce6, 0xfffffffe, 0xffffffff, 0xffffffff, 0xffffffff,
  0x00000000,
], 16)
const BASE_X: usize = memory.data<u32>([
  0x16f81798, 0x59f2815b, 0x2dce28d9, 0x029bfcdb, 0xce870b07, 0x55a06295, 0xf9dcbbac, 0x79be667e,
  0x00000000,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0xfb10d4b8, 0x9c47d08f, 0xa6855419, 0xfd17b448, 0x0e1108a8, 0x5da4fbfc, 0x26a3c465, 0x483ada77,
  0x00000000,
], 16)
/** y^2 = x^3 + b. */
const COEFFICIENT_B: usize = memory.data<u32>([
  0x00000007, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000, 0x00000000,
  0x00000000,
], 16)

@unmanaged
export class Secp256k1 extends Secp256k1Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 3 }
  @inline get table(): usize { return SECP256K1_TABLE }
  @inline get edwards(): bool { return false }
  @inline get isMinusThree(): bool { return false }
  @inline get order(): usize { return ORDER }
  @inline get baseX(): usize { return BASE_X }
  @inline get baseY(): usize { return BASE_Y }
  @inline get coefficientWords(): usize { return COEFFICIENT_B }
  @inline get scalarBytes(): usize { return 32 }
  /** Windows of six bits for a scalar. */
  @inline get windows(): usize { return 43 }
}

/** The point of the scalar at SCALAR: see multiplyBase. */
export function multiplyBaseSecp256k1(): i32 {
  return multiplyBase<Secp256k1>()
}
