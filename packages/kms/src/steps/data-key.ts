/** What GenerateDataKey and GenerateDataKeyWithoutPlaintext share: how long the key is, and its two forms. */
import type { EncryptionContext, Symmetric } from "@keywright/core"
import { refuse } from "../errors.ts"
import { type DataKeySpec, dataKeyLengths } from "../model/key-spec.ts"
import type { UsableKey } from "../operation.ts"
import { checkContext, newestMaterialId, sealUnder } from "./message.ts"

interface DataKeyInput {
  readonly KeySpec?: DataKeySpec | undefined
  readonly NumberOfBytes?: number | undefined
  readonly EncryptionContext?: EncryptionContext | undefined
}

/** The length in bytes. Exactly one of KeySpec and NumberOfBytes says it. */
export function checkDataKey({ KeySpec, NumberOfBytes, EncryptionContext }: DataKeyInput): number {
  checkContext(EncryptionContext)
  if ((KeySpec === undefined) === (NumberOfBytes === undefined)) {
    throw refuse("ValidationException", "dataKeyLength")
  }
  return KeySpec === undefined ? (NumberOfBytes as number) : dataKeyLengths[KeySpec]
}

export interface DataKey {
  /** The caller wipes it, or the pipeline where it leaves in the answer. */
  plaintext: Uint8Array
  ciphertext: Uint8Array
  keyMaterialId: string
}

/** Draws a data key of `length` bytes and seals it. */
export async function makeDataKey(
  deps: { symmetric: Symmetric; random: (length: number) => Uint8Array },
  key: UsableKey,
  { length, context }: { length: number; context: EncryptionContext | undefined },
): Promise<DataKey> {
  const plaintext = deps.random(length)
  const ciphertext = await sealUnder(deps, key, { plaintext, context })
  return { plaintext, ciphertext, keyMaterialId: newestMaterialId(key) }
}
