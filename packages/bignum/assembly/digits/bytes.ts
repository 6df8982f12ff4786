// Numbers as the host sends them, big endian bytes, to words and back.

import { WORDS_SIZE } from "../memory"

/**
 * Reads a number of `length` bytes.
 *
 *   does      out = the number; every word above it is zero
 *   lengths   bytes: `length`, at most WORDS_SIZE; out: WORDS_SIZE bytes
 *   aliasing  none
 *   time      depends on length only
 *   source    I2OSP and OS2IP, RFC 8017 section 4: WebAssembly is little endian, so that bytes are turned around
 */
export function wordsFromBytes(out: usize, bytes: usize, length: i32): void {
  memory.fill(out, 0, WORDS_SIZE)
  for (let i = 0; i < length; i++) store<u8>(out + i, load<u8>(bytes + length - 1 - i))
}

/**
 * Writes the low `length` bytes of a number; the contract is that of wordsFromBytes.
 */
export function bytesFromWords(out: usize, words: usize, length: i32): void {
  for (let i = 0; i < length; i++) store<u8>(out + length - 1 - i, load<u8>(words + i))
}
