/** The AWS KMS service without HTTP, disk or runtime. */
import type { KmsPorts } from "./ports.ts"
import type { WireAnswer, WireRequest } from "./protocol/wire.ts"

export type { AuditRecord, KmsPorts, KmsSettings } from "./ports.ts"
export type { WireAnswer, WireRequest } from "./protocol/wire.ts"
export { type Change, Conflict, type Kind, type Store, type Stored, StoreUnavailable } from "./storage/store.ts"

export interface AccessKey {
  accessKeyId: string
  secretAccessKey: string
}

export interface Kms {
  /** One request in, one answer out. Never throws. */
  handle(request: WireRequest): Promise<WireAnswer>
  /** The access key of the account's root principal; made on the first call for an empty store. */
  rootAccessKey(): Promise<AccessKey>
  /** Carries out what has come due: deletes keys whose waiting period is over. Returns how many. */
  sweep(): Promise<number>
  /** Whether the store answers: for readiness probes. Spends no key operation. */
  ready(): Promise<boolean>
}

/**
 * Starts the service on a store. Opens the domain keys with the root key; makes the first one for an empty store.
 * Throws `RootKeyMismatch` when the store was made under another root key.
 */
export async function createKms(_ports: KmsPorts): Promise<Kms> {
  throw new Error("bug: the service is not built yet")
}
