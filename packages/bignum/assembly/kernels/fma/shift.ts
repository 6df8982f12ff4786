// Shifts of numbers: each digit times a power of two is a column with one product.

import { SHIFTS } from "../../memory"
import { C1, C2, CONSTANTS, MASK, OFFSET, ONES, carryOf, digitOf, high, low } from "./column"
import { CARRY_BIAS, highStart, lowStart } from "./starts"

/** Shifts four lanes; the contract is that of shift in products.ts. */
export function shiftFused(pack: usize, count: i32): void {
  const c1 = v128.load(CONSTANTS, C1), c2 = v128.load(CONSTANTS, C2)
  const mask = v128.load(CONSTANTS, MASK), ones = v128.load(CONSTANTS, ONES), offset = v128.load(CONSTANTS, OFFSET)
  const startL = i64x2.splat(lowStart(1)), startH = i64x2.splat(highStart(1))
  const factor = powers(v128.load(SHIFTS)), factorB = powers(v128.load(SHIFTS, 16))
  let carry = i64x2.splat(CARRY_BIAS), carryB = carry
  const end = pack + (<usize>count << 5)
  for (let at = pack; at < end; at += 32) {
    const x = v128.load(at), y = v128.load(at, 16)
    let h = high(x, factor, c1)
    let sum = i64x2.add(i64x2.add(low(x, factor, h, c2), startL), carry)
    h = i64x2.add(h, startH)
    v128.store(at, digitOf(sum, h, mask, ones, offset))
    carry = carryOf(sum, h)
    h = high(y, factorB, c1)
    sum = i64x2.add(i64x2.add(low(y, factorB, h, c2), startL), carryB)
    h = i64x2.add(h, startH)
    v128.store(at, digitOf(sum, h, mask, ones, offset), 16)
    carryB = carryOf(sum, h)
  }
}

/** 2^shift in both lanes, by its exponent. */
function powers(shifts: v128): v128 {
  return i64x2.shl(i64x2.add(shifts, i64x2.splat(1023)), 52)
}
