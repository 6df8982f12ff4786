/** The AWS KMS service without HTTP, disk or runtime. */

export { Refusal, refuse } from "./errors.ts"
export { type AccessKey, makeAccessKey } from "./identity/access-key.ts"
export { AccessKeyDamaged } from "./identity/access-keys.ts"
export { createKms, type Kms } from "./kms.ts"
export { DomainKeyDamaged, RootKeyMismatch } from "./material/domain-keys.ts"
export { type RollCallEntry, rollCall } from "./operations/roll-call.ts"
export type { AuditRecord, KmsPorts, KmsSettings } from "./ports.ts"
export type { WireAnswer, WireRequest } from "./protocol/wire.ts"
export { compareUtf8 } from "./storage/compare-utf8.ts"
export { dueMsOf, kindsInOrder, kindsThatComeDue, scopeOf } from "./storage/kinds.ts"
export { memoryStore } from "./storage/memory.ts"
export {
  type Change,
  Conflict,
  type Kind,
  OutcomeUnknown,
  type Store,
  type Stored,
  StoreUnavailable,
} from "./storage/store.ts"
