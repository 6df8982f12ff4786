/** Holds the algorithm that a request names against the key: the key decides, never the caller. */
import { refuse } from "../errors.ts"
import type { SoundKey } from "../model/key.ts"
import { keySpecRow } from "../model/key-spec.ts"

/** Throws InvalidKeyUsageException for an algorithm that keys of this spec do not have. */
export function checkAlgorithm({ record }: SoundKey, algorithm = "SYMMETRIC_DEFAULT"): void {
  const spec = record.keySpec
  if (keySpecRow(spec).encryption.includes(algorithm)) return
  throw refuse("InvalidKeyUsageException", "algorithm", { algorithm, spec })
}
