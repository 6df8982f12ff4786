// P-384 (SP 800-186 section 3.2.1.4).
import { P384Field } from "../fields/p384"
import { P384_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0xccc52973, 0xecec196a, 0x48b0a77a, 0x581a0db2, 0xf4372ddf, 0xc7634d81, 0xffffffff, 0xffffffff,
  0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff, 0x00000000,
], 16)
const BASE_X: usize = memory.data<u32>([
  0x72760ab7, 0x3a545e38, 0xbf55296c, 0x5502f25d, 0x82542a38, 0x59f741e0, 0x8ba79b98, 0x6e1d3b62,
  0xf320ad74, 0x8eb1c71e, 0xbe8b0537, 0xaa87ca22, 0x00000000,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0x90ea0e5f, 0x7a431d7c, 0x1d7e819d, 0x0a60b1ce, 0xb5f0b8c0, 0xe9da3113, 0x289a147c, 0xf8f41dbd,
  0x9292dc29, 0x5d9e98bf, 0x96262c6f, 0x3617de4a, 0x00000000,
], 16)
/** y^2 = x^3 - 3x + b. */
const COEFFICIENT_B: usize = memory.data<u32>([
  0xd3ec2aef, 0x2a85c8ed, 0x8a2ed19d, 0xc656398d, 0x5013875a, 0x0314088f, 0xfe814112, 0x181d9c6e,
  0xe3f82d19, 0x988e056b, 0xe23ee7e4, 0xb3312fa7, 0x00000000,
], 16)

@unmanaged
export class P384 extends P384Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 1 }
  @inline get table(): usize { return P384_TABLE }
  @inline get edwards(): bool { return false }
  @inline get isMinusThree(): bool { return true }
  @inline get order(): usize { return ORDER }
  @inline get baseX(): usize { return BASE_X }
  @inline get baseY(): usize { return BASE_Y }
  @inline get coefficientWords(): usize { return COEFFICIENT_B }
  @inline get scalarBytes(): usize { return 48 }
  /** Windows of six bits for a scalar. */
  @inline get windows(): usize { return 64 }
}

/** The point of the scalar at SCALAR: see multiplyBase. */
export function multiplyBaseP384(): i32 {
  return multiplyBase<P384>()
}
