// edwards25519 (RFC 8032 section 5.1).
import { Ed25519Field } from "../fields/ed25519"
import { ED25519_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0x5cf5d3ed, 0x5812631a, 0xa2f79cd6, 0x14def9de, 0x00000000, 0x00000000, 0x00000000, 0x10000000,
  0x00000000,
], 16)
const BASE_X: usize = memory.data<u32>([
  0x8f25d51a, 0xc9562d60, 0x9525a7b2, 0x692cc760, 0xfdd6dc5c, 0xc0a4e231, 0xcd6e53fe, 0x216936d3,
  0x00000000,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0x66666658, 0x66666666, 0x66666666, 0x66666666, 0x66666666, 0x66666666, 0x66666666, 0x66666666,
  0x00000000,
], 16)
/** -x^2 + y^2 = 1 + d * x^2 * y^2. */
const COEFFICIENT_D: usize = memory.data<u32>([
  0x135978a3, 0x75eb4dca, 0x4141d8ab, 0x00700a4d, 0x7779e898, 0x8cc74079, 0x2b6ffe73, 0x52036cee,
  0x00000000,
], 16)

@unmanaged
export class Ed25519 extends Ed25519Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 5 }
  @inline get table(): usize { return ED25519_TABLE }
  @inline get edwards(): bool { return true }
  @inline get isMinusThree(): bool { return false }
  @inline get order(): usize { return ORDER }
  @inline get baseX(): usize { return BASE_X }
  @inline get baseY(): usize { return BASE_Y }
  @inline get coefficientWords(): usize { return COEFFICIENT_D }
  @inline get scalarBytes(): usize { return 32 }
  /** Windows of six bits for a scalar plus the order, below 2^256. */
  @inline get windows(): usize { return 43 }
}

/** The point of the scalar at SCALAR: see multiplyBase. */
export function multiplyBaseEd25519(): i32 {
  return multiplyBase<Ed25519>()
}
