/** Finds the key that a ciphertext names, and holds it against the key that the request names. */
import { readMessageHeader } from "@keywright/core"
import { refuse } from "../errors.ts"
import type { FoundKey } from "../model/key.ts"
import { keyIdFromBytes } from "../model/key-id.ts"
import { type FindDeps, findKey } from "./find-key.ts"
import { readKey } from "./read-key.ts"

/**
 * The key of a ciphertext. `identifier` is what the request says about it, if anything. Bytes that are not of our format
 * open under no key: without an identifier they are refused here, with one when they are opened.
 */
export async function findCiphertextKey(
  deps: FindDeps,
  ciphertext: Uint8Array,
  identifier: string | undefined,
): Promise<FoundKey> {
  const header = readMessageHeader(ciphertext)
  const named = identifier === undefined ? undefined : await findKey(deps, identifier)
  if (header === undefined) {
    if (named === undefined) throw refuse("InvalidCiphertextException")
    return named
  }
  const keyId = keyIdFromBytes(header.keyId, header.multiRegion)
  if (named !== undefined) {
    if (named.keyId !== keyId) throw refuse("IncorrectKeyException", "otherKey")
    return named
  }
  const key = await readKey(deps, deps.identity, keyId)
  if (key === undefined) throw refuse("AccessDeniedException", "ciphertextKey")
  return key
}
