// The inverse of e = 65537, modulo a number that may be secret and even: one small inverse and one exact division.

import { multiplySmall } from "../digits/words"
import { divideExact } from "./divide-exact"

const E: u64 = 65537

/**
 * Inverts e.
 *
 *   does      out = e^-1 mod m and answers true, or false if e divides m
 *   lengths   m holds `count` words with a zero word above; out holds count + 1 words
 *   aliasing  out may not be m
 *   time      depends on count only
 *   source    e out = 1 + m v with v = -m^-1 mod e; 1 + m v < 1 + m e, so that out <= m
 */
export function inverseOf65537(out: usize, m: usize, count: i32): bool {
  const residue = residueOf(m, count)
  if (residue == 0) return false
  // e is prime: residue^(e - 2) inverts it, and e - 2 = 2^16 - 1 is sixteen ones.
  let inverse = residue
  for (let i = 0; i < 15; i++) inverse = reduce(reduce(inverse * inverse) * residue)
  const v = E - inverse
  multiplySmall(out, m, v, 1, count + 1)
  divideExact(out, out, E, count + 1)
  if (!holds(out, m, v, count + 1)) unreachable()
  return true
}

/** Whether e out = 1 + m v: a fault in the division shall not become a key. */
function holds(out: usize, m: usize, v: u64, count: i32): bool {
  let differences: u64 = 0, left: u64 = 0, right: u64 = 1
  for (let i: usize = 0; i < <usize>count << 3; i += 4) {
    left += E * <u64>load<u32>(out + i)
    right += v * <u64>load<u32>(m + i)
    differences |= (left ^ right) & 0xffffffff
    left >>= 32
    right >>= 32
  }
  return (differences | left | right) == 0
}

/** m mod e: 2^16 = -1 mod e, so that quarters of words are added and subtracted in turn. */
function residueOf(m: usize, count: i32): u64 {
  let sum: i64 = <i64>E << 16 // more than 2^17 quarters can take away
  for (let i: usize = 0; i < <usize>count << 3; i += 4) {
    sum += <i64>load<u16>(m + i) - <i64>load<u16>(m + i, 2)
  }
  return reduce(<u64>sum)
}

/** x mod e for x < 2^48, by the same rule; without a division, whose time varies. */
function reduce(x: u64): u64 {
  x = (x & 0xffff) + (E << 16) - (x >> 16) // below 2^33
  x = (x & 0xffff) + (E << 1) - (x >> 16) // below 2^18
  x = (x & 0xffff) + E - (x >> 16) // below 2 e
  const less = <i64>(x - E)
  return <u64>(less + ((less >> 63) & <i64>E))
}
