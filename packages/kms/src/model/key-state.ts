/**
 * Key states, and which of them an operation bears: the table "Key states of AWS KMS keys" of the Developer Guide (2026), a
 * row for each group of operations.
 */

export type KeyState =
  | "Enabled"
  | "Disabled"
  | "PendingDeletion"
  | "PendingReplicaDeletion"
  | "PendingImport"
  | "Unavailable"
  | "Creating"
  | "Updating"

/** How an operation that does not go on in a state is refused. */
export type StateRefusal =
  | "disabled"
  | "pendingDeletion"
  | "notPendingDeletion"
  | "pendingImport"
  | "unavailable"
  | "unavailableUnsupported"
  | "creating"
  | "updating"

/** For each state, "ok" or the refusal. */
export type StateRow = { readonly [S in KeyState]: "ok" | StateRefusal }

export const keyStates: readonly KeyState[] = [
  "Enabled",
  "Disabled",
  "PendingDeletion",
  "PendingReplicaDeletion",
  "PendingImport",
  "Unavailable",
  "Creating",
  "Updating",
]

/** DescribeKey, GetKeyPolicy, PutKeyPolicy, List…, DeleteAlias. */
export const anyState: StateRow = {
  Enabled: "ok",
  Disabled: "ok",
  PendingDeletion: "ok",
  PendingReplicaDeletion: "ok",
  PendingImport: "ok",
  Unavailable: "ok",
  Creating: "ok",
  Updating: "ok",
}

/** CreateAlias, UpdateAlias (of its new target), TagResource, UntagResource, UpdateKeyDescription. */
export const notPendingDeletion: StateRow = {
  ...anyState,
  PendingDeletion: "pendingDeletion",
  PendingReplicaDeletion: "pendingDeletion",
}

/** Encrypt, Decrypt, ReEncrypt, GenerateDataKey, GenerateDataKeyWithoutPlaintext. */
export const usable: StateRow = {
  ...notPendingDeletion,
  Disabled: "disabled",
  PendingImport: "pendingImport",
  Unavailable: "unavailable",
  Creating: "creating",
}

/** GenerateDataKeyPair, GenerateDataKeyPairWithoutPlaintext. */
export const usableForPairs: StateRow = { ...usable, Unavailable: "unavailableUnsupported" }

/** EnableKey, DisableKey. */
export const switchable: StateRow = {
  ...notPendingDeletion,
  PendingImport: "pendingImport",
  Creating: "creating",
  Updating: "updating",
}

/** ScheduleKeyDeletion. */
export const schedulable: StateRow = { ...notPendingDeletion, Updating: "updating" }

/** CancelKeyDeletion. */
export const cancellable: StateRow = {
  Enabled: "notPendingDeletion",
  Disabled: "notPendingDeletion",
  PendingDeletion: "ok",
  PendingReplicaDeletion: "ok",
  PendingImport: "notPendingDeletion",
  Unavailable: "notPendingDeletion",
  Creating: "notPendingDeletion",
  Updating: "notPendingDeletion",
}
