// The half of a product of two words that WebAssembly does not give.

/** floor(a b / 2^64), by 32-bit halves. */
export function productHigh(a: u64, b: u64): u64 {
  const a0 = a & 0xffffffff, a1 = a >> 32
  const b0 = b & 0xffffffff, b1 = b >> 32
  const middle = a1 * b0 + ((a0 * b0) >> 32)
  const cross = a0 * b1 + (middle & 0xffffffff)
  return a1 * b1 + (middle >> 32) + (cross >> 32)
}
