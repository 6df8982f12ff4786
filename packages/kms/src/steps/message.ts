/** Seals under a key and opens again: what Encrypt, Decrypt, ReEncrypt and the data key operations share. */
import {
  CoreError,
  type EncryptionContext,
  encodeEncryptionContext,
  encodeHex,
  openMessage,
  readMessageHeader,
  type Symmetric,
  sealMessage,
} from "@keywright/core"
import { type Refusal, refuse } from "../errors.ts"
import type { KeyMaterials } from "../material/key-materials.ts"
import type { UsableKey } from "../operation.ts"

interface SealDeps {
  symmetric: Symmetric
  random: (length: number) => Uint8Array
}

/** The ciphertext of `plaintext` under the newest material of a key. */
export async function sealUnder(
  { symmetric, random }: SealDeps,
  key: UsableKey,
  { plaintext, context }: { plaintext: Uint8Array; context: EncryptionContext | undefined },
): Promise<Uint8Array> {
  return sealMessage(symmetric, {
    parent: key.material.handle,
    header: key.material.header,
    context,
    plaintext,
    random,
  })
}

interface OpenDeps {
  symmetric: Symmetric
  materials: KeyMaterials
}

/** The plaintext and the material that opened it. Throws InvalidCiphertextException for whatever does not open. */
export async function openUnder(
  { symmetric, materials }: OpenDeps,
  key: UsableKey,
  { blob, context }: { blob: Uint8Array; context: EncryptionContext | undefined },
): Promise<{ plaintext: Uint8Array; keyMaterialId: string }> {
  const header = readMessageHeader(blob)
  if (header === undefined) throw refuse("InvalidCiphertextException")
  const keyMaterialId = encodeHex(header.keyMaterialId)
  const parent = (await materials.open(key, keyMaterialId))?.handle
  const plaintext = parent && (await openMessage(symmetric, { parent, blob, context }))
  if (plaintext === undefined) throw refuse("InvalidCiphertextException")
  return { plaintext, keyMaterialId }
}

/** The newest material's id, as KeyMaterialId in answers. */
export function newestMaterialId(key: UsableKey): string {
  return key.record.material[0].id
}

/** Refuses a context that cannot be encoded: one that is too long, or text that is not Unicode. */
export function checkContext(context: EncryptionContext | undefined): void {
  const refusal = contextRefusal(context)
  if (refusal !== undefined) throw refusal
}

function contextRefusal(context: EncryptionContext | undefined): Refusal | undefined {
  if (context === undefined) return undefined
  try {
    encodeEncryptionContext(context)
    return undefined
  } catch (error) {
    if (!(error instanceof CoreError)) throw error
    return refuse("ValidationException", "context", { sentence: error.message })
  }
}
