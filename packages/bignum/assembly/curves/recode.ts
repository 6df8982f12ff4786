// The scalar: its range, and its windows as odd signed digits.
import { ODD, RECODED, SCALAR, WORDS } from "./memory"

/** Bits of a window: 32 entries. Five bits cost 9 to 13 % of the speed, seven gain nothing and double the tables. */
export const WINDOW_BITS: usize = 6
export const ENTRIES: usize = 32

/** 32-bit words that hold all windows and one bit more. */
@inline
function wordsOf<Curve>(): usize {
  return (changetype<Curve>(0).windows * WINDOW_BITS + 32) >> 5
}

/**
 * Reads the scalar's bytes, big endian, and answers whether it is in 1 .. n - 1. No branch and no address depends on it.
 */
export function readScalar<Curve>(): bool {
  const curve = changetype<Curve>(0)
  memory.fill(WORDS, 0, ODD - WORDS)
  for (let i: usize = 0; i < curve.scalarBytes; i++) {
    store<u8>(WORDS + i, load<u8>(SCALAR + (curve.scalarBytes - 1 - i)))
  }
  let borrow: i64 = 0
  let any: u32 = 0
  for (let i: usize = 0; i < wordsOf<Curve>() * 4; i += 4) {
    const word = load<u32>(WORDS + i)
    borrow = (i64(word) - i64(load<u32>(curve.order + i)) + borrow) >> 32
    any |= word
  }
  return bool(u32(borrow & 1) & ((any | (0 - any)) >> 31))
}

/**
 * Reads the scalar's 32 bytes, little endian, and answers whether they are clamped: a multiple of 8 from 2^254 to 2^255 - 8
 * (RFC 8032, section 5.1.5, step 2).
 */
export function readClampedScalar(): bool {
  memory.fill(WORDS, 0, ODD - WORDS)
  memory.copy(WORDS, SCALAR, 32)
  return ((load<u8>(WORDS) & 7) | ((load<u8>(WORDS, 31) >> 6) ^ 1)) == 0
}

/**
 * Recodes the scalar so that every window is an odd digit, none is zero, and nothing is carried.
 *
 *   does      ODD = K, an odd number, and RECODED = bits b with K or -K = sum of (2b - 1) * 2^i
 *   lengths   WINDOW_BITS * windows bits
 *   aliasing  none
 *   time      constant
 *   source    for odd K, the bits b are those of K >> 1 with the topmost set: sum of 2b * 2^i is then K - 1 + 2^top, and
 *             the sum of all 2^i is 2^top - 1. Complemented bits give the negative sum.
 *
 * Weierstrass curves: an odd k is K itself, an even k becomes K = n - k with all bits complemented, as k = -K mod n.
 * Ed25519: a clamped k is a multiple of 8 and n is odd, so K = k + n.
 */
export function recode<Curve>(): void {
  const curve = changetype<Curve>(0)
  const end = wordsOf<Curve>() * 4
  const even = curve.edwards ? u32(0) : (load<u32>(WORDS) & 1) - 1
  const addOrder = curve.edwards ? u32(-1) : even
  const sign = i64(i32(even))
  let carry: i64 = 0
  for (let i: usize = 0; i < end; i += 4) {
    const word = (i64(load<u32>(WORDS + i)) ^ sign) - sign
    carry += word + i64(load<u32>(curve.order + i) & addOrder)
    store<u32>(ODD + i, u32(carry))
    carry >>= 32
  }
  store<u32>(ODD + end, 0)
  for (let i: usize = 0; i < end; i += 4) {
    const halved = (load<u32>(ODD + i) >> 1) | (load<u32>(ODD + i + 4) << 31)
    store<u32>(RECODED + i, halved ^ even)
  }
  const top = curve.windows * WINDOW_BITS - 1
  store<u8>(RECODED + (top >> 3), load<u8>(RECODED + (top >> 3)) ^ (u8(1) << u8(top & 7)))
}

/** The six bits of a window. The topmost says that the digit is positive; the rest, complemented for a negative digit, is its index. */
@inline
export function windowBits(window: usize): u32 {
  const bit = window * WINDOW_BITS
  return (load<u32>(RECODED + (bit >> 3)) >> u32(bit & 7)) & 63
}

/**
 * Whether the last addition met twice the same point, the one exception that a good scalar can bring about.
 *
 * Every partial sum is odd times a power of 64, other than 0 and smaller than n, up to the last addition: until then the
 * two points are neither equal nor opposite. There, partial + T = K is not 0 mod n, so they are not opposite; they are equal
 * when K = 2T mod n, T being the last digit times G (one window: K = 2d + n, d negative) or times 64^(windows - 1) * G
 * (all windows: K = 2d * 64^(windows - 1) - n). That is at most one K and its negative per curve and way of adding: public scalars.
 */
export function lastAdditionDoubles<Curve>(allWindows: bool): bool {
  const curve = changetype<Curve>(0)
  const even = (load<u32>(WORDS) & 1) - 1
  const last = allWindows ? curve.windows - 1 : 0
  const bits = windowBits(last) ^ (even & 63)
  // Twice the digit 2 * (bits - 32) + 1, of which the sign is known: + with all windows, - with one.
  const doubled = i64(bits) * 4 - 126
  const place = allWindows ? last * WINDOW_BITS : 0
  let difference: i64 = 0
  let any: u32 = 0
  for (let i: usize = 0; i < wordsOf<Curve>() * 4; i += 4) {
    const order = i64(load<u32>(curve.order + i))
    difference += i64(load<u32>(ODD + i)) + (allWindows ? order : -order)
    if (i == (place >> 5) * 4) difference -= doubled << i64(place & 31)
    any |= u32(difference)
    difference >>= 32
  }
  return any == 0 && difference == 0
}
