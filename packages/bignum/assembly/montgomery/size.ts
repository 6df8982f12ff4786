// How many digits a number of so many bits takes.

/**
 * Digits for numbers modulo p, of `bits` bits: 52 more for the factor k' < 2^52 of the friendly modulus, 16 for
 * windows of a power (euler-filter.ts), one for the sign. Odd, as the kernels work through columns in pairs.
 * Three sizes, one for each size in which primes are searched.
 */
export function digitsFor(bits: i32): i32 {
  return bits <= 1024 ? 21 : bits <= 1536 ? 31 : 41
}
