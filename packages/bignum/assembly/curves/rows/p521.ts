// P-521 (SP 800-186 section 3.2.1.5).
import { P521Field } from "../fields/p521"
import { P521_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0x91386409, 0xbb6fb71e, 0x899c47ae, 0x3bb5c9b8, 0xf709a5d0, 0x7fcc0148, 0xbf2f966b, 0x51868783,
  0xfffffffa, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff,
  0x000001ff,
], 16)
const BASE_X: usize = memory.data<u32>([
  0xc2e5bd66, 0xf97e7e31, 0x856a429b, 0x3348b3c1, 0xa2ffa8de, 0xfe1dc127, 0xefe75928, 0xa14b5e77,
  0x6b4d3dba, 0xf828af60, 0x053fb521, 0x9c648139, 0x2395b442, 0x9e3ecb66, 0x0404e9cd, 0x858e06b7,
  0x000000c6,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0x9fd16650, 0x88be9476, 0xa272c240, 0x353c7086, 0x3fad0761, 0xc550b901, 0x5ef42640, 0x97ee7299,
  0x273e662c, 0x17afbd17, 0x579b4468, 0x98f54449, 0x2c7d1bd9, 0x5c8a5fb4, 0x9a3bc004, 0x39296a78,
  0x00000118,
], 16)
/** y^2 = x^3 - 3x + b. */
const COEFFICIENT_B: usize = memory.data<u32>([
  0x6b503f00, 0xef451fd4, 0x3d2c34f1, 0x3573df88, 0x3bb1bf07, 0x1652c0bd, 0xec7e937b, 0x56193951,
  0x8ef109e1, 0xb8b48991, 0x99b315f3, 0xa2da725b, 0xb68540ee, 0x929a21a0, 0x8e1c9a1f, 0x953eb961,
  0x00000051,
], 16)

@unmanaged
export class P521 extends P521Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 2 }
  @inline get table(): usize { return P521_TABLE }
  @inline get edwards(): bool { return false }
  @inline get isMinusThree(): bool { return true }
  @inline get order(): usize { return ORDER }
  @inline get baseX(): usize { return BASE_X }
  @inline get baseY(): usize { return BASE_Y }
  @inline get coefficientWords(): usize { return COEFFICIENT_B }
  @inline get scalarBytes(): usize { return 66 }
  /** Windows of six bits for a scalar. */
  @inline get windows(): usize { return 87 }
}

/** The point of the scalar at SCALAR: see multiplyBase. */
export function multiplyBaseP521(): i32 {
  return multiplyBase<P521>()
}
