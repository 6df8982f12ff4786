// The curve of SM2 (GB/T 32918.5-2017).
import { Sm2Field } from "../fields/sm2"
import { SM2_TABLE } from "../memory"
import { multiplyBase } from "../multiply-base"

// Numbers as in the standard, in words of 32 bits, least significant first, with room above for the windows' bits.
const ORDER: usize = memory.data<u32>([
  0x39d54123, 0x53bbf409, 0x21c6052b, 0x7203df6b, 0xffffffff, 0xffffffff, 0xffffffff, 0xfffffffe,
  0x00000000,
], 16)
const BASE_X: usize = memory.data<u32>([
  0x334c74c7, 0x715a4589, 0xf2660be1, 0x8fe30bbf, 0x6a39c994, 0x5f990446, 0x1f198119, 0x32c4ae2c,
  0x00000000,
], 16)
const BASE_Y: usize = memory.data<u32>([
  0x2139f0a0, 0x02df32e5, 0xc62a4740, 0xd0a9877c, 0x6b692153, 0x59bdcee3, 0xf4f6779c, 0xbc3736a2,
  0x00000000,
], 16)
/** y^2 = x^3 - 3x + b. */
const COEFFICIENT_B: usize = memory.data<u32>([
  0x4d940e93, 0xddbcbd41, 0x15ab8f92, 0xf39789f5, 0xcf6509a7, 0x4d5a9e4b, 0x9d9f5e34, 0x28e9fa9e,
  0x00000000,
], 16)

@unmanaged
export class Sm2 extends Sm2Field {
  /** The curve's place in the memory map. */
  @inline get index(): usize { return 4 }
  @inline get table(): usize { return SM2_TABLE }
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
export function multiplyBaseSm2(): i32 {
  return multiplyBase<Sm2>()
}
