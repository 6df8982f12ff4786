// Miller-Rabin. Step numbers are those of FIPS 186-5 appendix B.3.1.
//
// Rounds run side by side, one in each lane: the same w, other bases.

import { lanes, useLanes } from "../digits/lanes"
import { setLane } from "../digits/packs"
import { wordsFromBytes } from "../digits/bytes"
import { shiftRight, trailingZeros } from "../digits/words"
import { square } from "../kernels/products"
import { BASE, BASE_BYTES, BYTES_SIZE, EXPONENT, INPUT, PRIME, SCRATCH, VALUE, WORDS_SIZE } from "../memory"
import { IS_MINUS_ONE, IS_ONE, IS_ZERO, lanesWith, setModulus, setOne, signs, spreadModulus } from "../montgomery/modulus"
import { power } from "../montgomery/power"
import { digitsFor } from "../montgomery/size"

/** A base has these bytes more than w: a random one is then uniform modulo w but for 2^-48. */
export const BASE_EXTRA_BYTES: i32 = 6

/** The answer, for each lane shifted left by its number. */
export const ACCEPTED: i32 = 1
export const BASE_REFUSED: i32 = 0x100

/**
 * `rounds` rounds for the number w at INPUT, or one more, with the bases at BASE_BYTES.
 *
 *   does      ACCEPTED << lane if w may be prime by this base, else it is composite; BASE_REFUSED << lane if the base
 *             is 0, 1 or -1 mod w and tells nothing
 *   lengths   w: exactly `bits` bits in ceil(bits / 8) bytes, odd, at least 5; bases: BASE_EXTRA_BYTES more;
 *             twosMax: w - 1 is not divisible by 2^(twosMax + 1)
 *   aliasing  uses most of the work area
 *   time      depends on bits, twosMax and rounds, and on w only if it is composite
 *   source    FIPS 186-5 B.3.1
 */
export function millerRabin(bits: i32, twosMax: i32, rounds: i32): i32 {
  useLanes(rounds)
  const count = digitsFor(bits)
  const length = (bits + 7) >> 3
  wordsFromBytes(PRIME, INPUT, length)
  setModulus(0, bits, count, 1)
  setOne(0, bits, count)
  spreadModulus()
  // 4.1: b, a random Montgomery form. It stands for b / R mod w, which is as random as b.
  for (let lane = 0; lane < lanes; lane++) {
    wordsFromBytes(SCRATCH, BASE_BYTES + <usize>lane * BYTES_SIZE, length + BASE_EXTRA_BYTES)
    setLane(BASE, lane, SCRATCH, 0, count)
  }
  // 4.2: not 0, 1 or w - 1.
  const useless = lanesWith(signs(BASE, count), IS_ONE | IS_MINUS_ONE | IS_ZERO)

  // 1 and 2: w - 1 = 2^a m. In 64-bit words, for w - 1 only the low bit of w is cleared.
  const words = (bits >> 6) + 1
  store<u64>(PRIME, load<u64>(PRIME) - 1)
  const a = trailingZeros(PRIME, words)
  for (let lane = 0; lane < lanes; lane++) shiftRight(EXPONENT + <usize>lane * WORDS_SIZE, PRIME, a, words)

  // 4.3: z = b^m mod w.
  power(bits, count)
  // 4.4: z = 1 or z = w - 1: go to 4.7.
  let accepted = lanesWith(signs(VALUE, count), IS_ONE | IS_MINUS_ONE)
  // 4.5: up to a - 1 squarings; z = w - 1 leads to 4.7. 4.5.2 with z = 1, which goes to 4.6,
  // is left out: no later square is w - 1 then. For a prime the loop runs to twosMax, so that its a stays secret.
  for (let j = 1; j < twosMax; j++) {
    if (accepted != (1 << lanes) - 1 && j >= a) break
    square(VALUE, VALUE, count)
    const within = (j - a) >> 31 // all ones while j < a
    accepted |= lanesWith(signs(VALUE, count), IS_MINUS_ONE) & within
  }
  // 4.6 and 4.7.
  return accepted * ACCEPTED | useless * BASE_REFUSED
}
