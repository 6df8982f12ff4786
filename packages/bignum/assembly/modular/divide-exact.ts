// Division without remainder, from the low end: no estimates, no corrections, no branches.

/**
 * Divides by an odd number that is known to divide.
 *
 *   does      out = a / divisor, both as two's complement numbers
 *   lengths   out and a hold `count` words; divisor is below 2^52
 *   aliasing  out may be a
 *   time      depends on count only
 *   source    Jebelean, An algorithm for exact division, 1993: each digit of the quotient follows from the low digit
 */
export function divideExact(out: usize, a: usize, divisor: u64, count: i32): void {
  const low = divisor & 0xffffffff, high = divisor >> 32
  let inverse = <u32>low
  for (let i = 0; i < 4; i++) inverse *= 2 - <u32>low * inverse
  // The digits of quotient * divisor must be those of a: digit i is (quotient_i low + quotient_(i - 1) high + carry).
  let before: u64 = 0, carry: u64 = 0
  for (let i: usize = 0; i < <usize>count << 3; i += 4) {
    const known = before * high + carry
    const digit = (load<u32>(a + i) - <u32>known) * inverse
    store<u32>(out + i, digit)
    const product = <u64>digit * low
    carry = (product >> 32) + (known >> 32) + (((product & 0xffffffff) + (known & 0xffffffff)) >> 32)
    before = digit
  }
}
