// The products of this build: one contract, two arithmetics. hybrid.ts is exact on every engine; fma/ where multiply-adds are fused.
//
// A lane holds numbers modulo its own m = M 2^52 - 1, whose M lies at MODULUS. R is 2^(52 count). Results are balanced, not
// reduced: the quotient that Montgomery's method takes has digits from -2^51 to 2^51 - 1, so that it is at most
// (1 + 2^-51) R / 2 in absolute value. Nothing is subtracted in the end.

import { FUSED, lanes } from "../digits/lanes"
import { multiplyFour } from "./fma/multiply-four"
import { multiplyTwo } from "./fma/multiply-two"
import { shiftFused } from "./fma/shift"
import { squareFour } from "./fma/square-four"
import { squareTwo } from "./fma/square-two"
import { multiplyHybrid, shiftHybrid, squareHybrid } from "./hybrid"

/**
 * Squares the lanes in use.
 *
 *   does      out = a^2 / R mod m, each lane by its own m; |out| <= (1 + 2^-51) m / 2 + a^2 / R
 *   lengths   out and a: packs of `count` digits, 21, 31 or 41 (montgomery/size.ts), |digit| <= 2^51
 *   aliasing  out may be a; neither may be MODULUS or QUOTIENTS
 *   time      depends on count and on the number of lanes only
 *   source    Montgomery, Math. Comp. 44 (1985), by product scanning
 */
// @ts-ignore: decorator
@inline
export function square(out: usize, a: usize, count: i32): void {
  if (!FUSED) squareHybrid(out, a, count)
  else if (lanes == 2) squareTwo(out, a, count)
  else squareFour(out, a, count)
}

/**
 * Multiplies in the lanes in use.
 *
 *   does      out = a b / R mod m, each lane by its own m; |out| <= (1 + 2^-51) m / 2 + |a b| / R
 *   aliasing  out may be a or b; none may be MODULUS or QUOTIENTS
 *
 * The rest is as in square.
 */
// @ts-ignore: decorator
@inline
export function multiply(out: usize, a: usize, b: usize, count: i32): void {
  if (!FUSED) multiplyHybrid(out, a, b, count)
  else if (lanes == 2) multiplyTwo(out, a, b, count)
  else multiplyFour(out, a, b, count)
}

/**
 * Shifts each lane left by its own secret amount.
 *
 *   does      each lane *= 2^shift by its word at SHIFTS, digits balanced again
 *   lengths   pack: `count` digits; shifts from 0 to 50, and the products below R / 2 in absolute value
 *   aliasing  in place
 *   time      depends on count only
 *   source    one column with one product for each digit
 */
// @ts-ignore: decorator
@inline
export function shift(pack: usize, count: i32): void {
  if (FUSED) shiftFused(pack, count)
  else shiftHybrid(pack, count)
}
