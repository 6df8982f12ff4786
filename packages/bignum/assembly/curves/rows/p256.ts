// P-256 (SP 800-186 section 3.2.1.3).
import { P256Field } from "../fields/p256"
import { P256_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0xfc632551, 0xf3b9cac2, 0xa7179e84, 0xbce6faad, 0xffffffff, 0xffffffff, 0x00000000, 0xffffffff,
  0x00000000,
], 16)
const BASE_X: usize = memory.data<u32>([
  0xd898c296, 0xf4a13945, 0x2deb33a0, 0x77037d81, 0x63a440f2, 0xf8bce6e5, 0xe12c4247, 0x6b17d1f2,
  0x00000000,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0x37bf51f5, 0xcbb64068, 0x6b315ece, 0x2bce3357, 0x7c0f9e16, 0x8ee7eb4a, 0xfe1a7f9b, 0x4fe342e2,
  0x00000000,
], 16)
/** y^2 = x^3 - 3x + b. */
const COEFFICIENT_B: usize = memory.data<u32>([
  0x27d2604b, 0x3bce3c3e, 0xcc53b0f6, 0x651d06b0, 0x769886bc, 0xb3ebbd55, 0xaa3a93e7, 0x5ac635d8,
  0x00000000,
], 16)

@unmanaged
export class P256 extends P256Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 0 }
  @inline get table(): usize { return P256_TABLE }
  @inline get edwards(): bool { return false }
  @inline get isMinusThree(): bool { return true }
  @inline get order(): usize { return ORDER }
  @inline get baseX(): usize { return BASE_X }
  @inline get baseY(): usize { return BASE_Y }
  @inline get coefficientWords(): usize { return COEFFICIENT_B }
  @inline get scalarBytes(): usize { return 32 }
  /** Windows of six bits for a scalar. */
  @inline get windows(): usize { return 43 }
}

/** The point of the scalar at SCALAR: see multiplyBase. */
export function multiplyBaseP256(): i32 {
  return multiplyBase<P256>()
}
