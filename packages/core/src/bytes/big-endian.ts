/** Integers of 16 and 32 bits as big-endian bytes. */

/** Two bytes; `value` is from 0 to 65535. */
export function uint16Bytes(value: number): Uint8Array {
  return Uint8Array.of(value >>> 8, value)
}

/** Four bytes; `value` is from 0 to 2^32 - 1. */
export function uint32Bytes(value: number): Uint8Array {
  return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value)
}

/** The two bytes at `at`. They must be there. */
export function readUint16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number)
}

/** The four bytes at `at`, as a number from 0 to 2^32 - 1. They must be there. */
export function readUint32(bytes: Uint8Array, at: number): number {
  return readUint16(bytes, at) * 0x1_0000 + readUint16(bytes, at + 2)
}
