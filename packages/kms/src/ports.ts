/** Everything the service needs from outside. Nothing here is fetched, sniffed or cached globally. */
import type { KeyPair, KeyPairSpec, Symmetric } from "@keywright/core"
import type { AccessKey } from "./identity/access-key.ts"
import type { Store } from "./storage/store.ts"

export interface KmsSettings {
  /** Regions served, told apart by the signature's scope; the first is the default of unsigned requests. */
  regions: readonly string[]
  /** Twelve digits. */
  account: string
  /** "sigv4": every request is verified. "any": any credentials are taken as the account's root (development only). */
  authentication: "sigv4" | "any"
  /** SM2 key pairs outside aws-cn Regions too. */
  sm2Everywhere: boolean
}

export interface KmsPorts {
  store: Store
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  clock: () => number
  /** Random bytes from a cryptographic generator. */
  random: (length: number) => Uint8Array
  symmetric: Symmetric
  /**
   * Makes one data key pair, off the event loop where the platform can. An error named `KeyPairQueueFull` says that too
   * many are waiting: the caller is told to slow down.
   */
  generateKeyPair: (spec: KeyPairSpec) => Promise<KeyPair>
  /** The 32-byte root key. `createKms` imports it and wipes the array. */
  rootKey: Uint8Array
  /** The access key of the account's root, where the deployer chooses it. Another one that the store keeps counts no more. */
  rootAccessKey?: AccessKey
  settings: KmsSettings
  /** One record per accepted request, in CloudTrail's shape and without secrets; called before the answer leaves. */
  audit?: (record: AuditRecord) => void
  /** An internal failure that the caller is told nothing about. */
  report?: (failure: { requestId: string; operation: string | undefined; error: unknown }) => void
}

/** A CloudTrail event of the kind AwsApiCall, as far as this service knows one. */
export type AuditRecord = Record<string, unknown>
