// Numbers as 64-bit words, least significant first: what is done a few times per key, not in a loop of squarings.

/** All ones if x is zero, else zero; without a branch. */
export function maskOfZero(x: u64): u64 {
  return ((x | (0 - x)) >> 63) - 1
}

/** 1 if a < b, else 0; without a branch, as engines may turn a comparison's result into one. */
function below(a: u64, b: u64): u64 {
  return ((~a & b) | ((~a | b) & (a - b))) >> 63
}

/**
 * Subtracts.
 *
 *   does      out = a - (b & mask) mod 2^(64 count), and returns the borrow, 0 or 1
 *   lengths   out, a and b hold `count` words
 *   aliasing  out may be a or b
 *   time      depends on count only
 *   source    Knuth, TAOCP 2, 4.3.1, algorithm S
 */
export function subtract(out: usize, a: usize, b: usize, mask: u64, count: i32): u64 {
  let borrow: u64 = 0
  for (let i: usize = 0; i < <usize>count << 3; i += 8) {
    const x = load<u64>(a + i), y = load<u64>(b + i) & mask
    const difference = x - y
    store<u64>(out + i, difference - borrow)
    borrow = below(x, y) | below(difference, borrow)
  }
  return borrow
}

/**
 * Adds.
 *
 *   does      out = a + (b & mask) mod 2^(64 count), and returns the carry, 0 or 1
 *   lengths   out, a and b hold `count` words
 *   aliasing  out may be a or b
 *   time      depends on count only
 *   source    Knuth, TAOCP 2, 4.3.1, algorithm A
 */
export function add(out: usize, a: usize, b: usize, mask: u64, count: i32): u64 {
  let carry: u64 = 0
  for (let i: usize = 0; i < <usize>count << 3; i += 8) {
    const x = load<u64>(a + i), y = load<u64>(b + i) & mask
    const sum = x + y
    const total = sum + carry
    carry = below(sum, x) | below(total, sum)
    store<u64>(out + i, total)
  }
  return carry
}

/**
 * Multiplies.
 *
 *   does      out = a b
 *   lengths   a and b hold `count` words, out 2 count
 *   aliasing  out may be neither a nor b
 *   time      depends on count only
 *   source    schoolbook on 32-bit halves; Knuth, TAOCP 2, 4.3.1, algorithm M
 */
export function multiplyWords(out: usize, a: usize, b: usize, count: i32): void {
  const size = <usize>count << 3
  memory.fill(out, 0, size << 1)
  for (let i: usize = 0; i < size; i += 4) {
    const x = <u64>load<u32>(a + i)
    let carry: u64 = 0
    for (let j: usize = 0; j < size; j += 4) {
      carry += x * <u64>load<u32>(b + j) + <u64>load<u32>(out + i + j)
      store<u32>(out + i + j, <u32>carry)
      carry >>= 32
    }
    store<u32>(out + i + size, <u32>carry)
  }
}

/**
 * Multiplies by a small number and adds another.
 *
 *   does      out = a factor + addend, without the carry out of the last word
 *   lengths   out and a hold `count` words; factor and addend are below 2^32
 *   aliasing  out may be a
 *   time      depends on count only
 *   source    as multiplyWords
 */
export function multiplySmall(out: usize, a: usize, factor: u64, addend: u64, count: i32): void {
  let carry = addend
  for (let i: usize = 0; i < <usize>count << 3; i += 4) {
    carry += factor * <u64>load<u32>(a + i)
    store<u32>(out + i, <u32>carry)
    carry >>= 32
  }
}

/** The number of zero bits at the low end of a number of `count` words, 64 count for zero. Time depends on count only. */
export function trailingZeros(a: usize, count: i32): i32 {
  let total: u64 = 0
  let stillZero: u64 = -1
  for (let i: usize = 0; i < <usize>count << 3; i += 8) {
    const word = load<u64>(a + i)
    total += ctz(word) & stillZero
    stillZero &= maskOfZero(word)
  }
  return <i32>total
}

/**
 * Shifts right by a secret amount.
 *
 *   does      out = floor(a / 2^amount)
 *   lengths   out and a hold `count` words, at most 64; amount is below 64 count
 *   aliasing  out may be a
 *   time      depends on count only: for each bit of the amount, shifts and selects
 *   source    barrel shifter
 */
export function shiftRight(out: usize, a: usize, amount: i32, count: i32): void {
  memory.copy(out, a, <usize>count << 3)
  for (let bit = 0; bit < 12; bit++) {
    const mask = <u64>0 - <u64>((amount >> bit) & 1)
    const words = (1 << bit) >> 6, bits = <u64>((1 << bit) & 63)
    for (let i = 0; i < count; i++) {
      const low = word(out, i + words, count), high = word(out, i + words + 1, count)
      const shifted = (low >> bits) | ((high << 1) << (63 - bits))
      select(out, i, shifted, mask)
    }
  }
}

/** Shifts left by a secret amount: out = a 2^amount mod 2^(64 count). The contract is that of shiftRight. */
export function shiftLeft(out: usize, a: usize, amount: i32, count: i32): void {
  memory.copy(out, a, <usize>count << 3)
  for (let bit = 0; bit < 12; bit++) {
    const mask = <u64>0 - <u64>((amount >> bit) & 1)
    const words = (1 << bit) >> 6, bits = <u64>((1 << bit) & 63)
    for (let i = count - 1; i >= 0; i--) {
      const high = word(out, i - words, count), low = word(out, i - words - 1, count)
      const shifted = (high << bits) | ((low >> 1) >> (63 - bits))
      select(out, i, shifted, mask)
    }
  }
}

function word(a: usize, i: i32, count: i32): u64 {
  return i >= 0 && i < count ? load<u64>(a + (<usize>i << 3)) : 0
}

function select(a: usize, i: i32, value: u64, mask: u64): void {
  const at = a + (<usize>i << 3)
  const old = load<u64>(at)
  store<u64>(at, old ^ ((old ^ value) & mask))
}
