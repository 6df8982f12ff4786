/** Parts of keys have one length each. */
import { CoreError } from "../errors.ts"

/** The bytes themselves. Throws `keys/length` when they are not as many as `expected`. */
export function requireKeyLength(field: string, bytes: Uint8Array, expected: number): Uint8Array {
  if (bytes.length === expected) return bytes
  throw new CoreError("keys/length", { field, got: bytes.length, expected })
}
