/** Epochs number the domain keys of a store: 1, 2, 3 and so on. */
import { readUint32, uint32Bytes } from "../bytes/big-endian.ts"
import { CoreError } from "../errors.ts"

const epochMax = 0xffff_ffff

/** Four bytes. Throws `envelope/epoch` for anything but a whole number from 1 to 2^32 - 1. */
export function epochBytes(epoch: number): Uint8Array {
  if (!Number.isInteger(epoch) || epoch < 1 || epoch > epochMax) {
    throw new CoreError("envelope/epoch")
  }
  return uint32Bytes(epoch)
}

/** The epoch at `at`, or nothing for 0. */
export function readEpoch(record: Uint8Array, at: number): number | undefined {
  return readUint32(record, at) || undefined
}
