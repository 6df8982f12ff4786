/** A KMS key: what its row holds, how it changes, and how it is shown. */
import { keyArn } from "./arn.ts"
import type { KeyScope } from "./key-id.ts"
import { type KeySpec, type KeyUsage, keySpecRow } from "./key-spec.ts"
import type { KeyState } from "./key-state.ts"
import type { Tag } from "./tag.ts"

/** One version of a key's material, wrapped under a domain key. */
export interface WrappedMaterial {
  /** 64 hexadecimal digits. */
  id: string
  /** The record of docs/formats/key-material.md in base64. */
  wrapped: string
}

/** The value of a "key" row. Dates in milliseconds since 1970. Rows are shared between requests: nothing in them is changed. */
export interface KeyRecord {
  readonly creationDate: number
  readonly description: string
  readonly keySpec: KeySpec
  readonly keyUsage: KeyUsage
  readonly origin: "AWS_KMS"
  readonly multiRegion: boolean
  readonly state: Exclude<KeyState, "Unavailable">
  /** While the deletion is pending. */
  readonly deletionDate?: number
  /** Newest first: new ciphertexts are made with the first, the others open old ones. */
  readonly material: readonly [WrappedMaterial, ...WrappedMaterial[]]
  /** The key policy, as GetKeyPolicy answers it. */
  readonly policy: string
  readonly tags: readonly Tag[]
}

/** A key that an operation found. */
export interface FoundKey {
  scope: KeyScope
  keyId: string
  arn: string
  /** The version of the row that was read. */
  version: number
  /** Nothing when the row is damaged: then no operation but DescribeKey sees the key. */
  record: KeyRecord | undefined
  state: KeyState
}

/** A key whose row could be trusted: what operations work with. */
export interface SoundKey extends FoundKey {
  record: KeyRecord
}

/** Whether the waiting period is over: from then on the key is gone, swept or not. */
export function isPastDeletion({ state, deletionDate }: KeyRecord, nowMs: number): boolean {
  return state === "PendingDeletion" && deletionDate !== undefined && nowMs >= deletionDate
}

/** Enabled or disabled. */
export function switched(record: KeyRecord, state: "Enabled" | "Disabled"): KeyRecord {
  return { ...record, state }
}

const dayMs = 86_400_000

/** The deletion is scheduled. */
export function scheduled(
  record: KeyRecord,
  days: number,
  nowMs: number,
): KeyRecord & { deletionDate: number } {
  return {
    ...record,
    state: "PendingDeletion",
    deletionDate: nowMs + days * dayMs,
  }
}

/** The deletion is cancelled: the key comes back disabled. */
export function cancelled(record: KeyRecord): KeyRecord {
  const { deletionDate: _, ...kept } = record
  return { ...kept, state: "Disabled" }
}

/** KeyMetadata, as DescribeKey and CreateKey answer it. Of a damaged row only what its id says. */
export function keyMetadata({ scope, keyId, record, state }: FoundKey): KeyMetadata {
  const identity = {
    AWSAccountId: scope.account,
    KeyId: keyId,
    Arn: keyArn(scope, keyId),
    Enabled: state === "Enabled",
    KeyState: state,
    KeyManager: "CUSTOMER" as const,
  }
  if (record === undefined) return identity
  const pending = record.state === "PendingDeletion"
  return {
    ...identity,
    CreationDate: record.creationDate,
    Description: record.description,
    KeyUsage: record.keyUsage,
    ...(pending && { DeletionDate: record.deletionDate }),
    Origin: record.origin,
    CustomerMasterKeySpec: record.keySpec,
    KeySpec: record.keySpec,
    EncryptionAlgorithms: keySpecRow(record.keySpec).encryption,
    MultiRegion: record.multiRegion,
    CurrentKeyMaterialId: record.material[0].id,
  }
}

export interface KeyMetadata {
  AWSAccountId: string
  KeyId: string
  Arn: string
  Enabled: boolean
  KeyState: KeyState
  KeyManager: "CUSTOMER"
  CreationDate?: number
  Description?: string
  KeyUsage?: KeyUsage
  DeletionDate?: number | undefined
  Origin?: "AWS_KMS"
  CustomerMasterKeySpec?: KeySpec
  KeySpec?: KeySpec
  EncryptionAlgorithms?: readonly string[]
  MultiRegion?: boolean
  CurrentKeyMaterialId?: string
}
