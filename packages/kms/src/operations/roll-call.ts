/** All operations of AWS KMS (AWS SDK 3.1164) in their families: those that are built, and those that answer that they are not. */
import type { NotBuilt, Operation } from "../operation.ts"
import { CreateAlias } from "./aliases/create-alias.ts"
import { DeleteAlias } from "./aliases/delete-alias.ts"
import { ListAliases } from "./aliases/list-aliases.ts"
import { UpdateAlias } from "./aliases/update-alias.ts"
import { GenerateDataKey } from "./data-keys/generate-data-key.ts"
import { GenerateDataKeyPair } from "./data-keys/generate-data-key-pair.ts"
import { GenerateDataKeyPairWithoutPlaintext } from "./data-keys/generate-data-key-pair-without-plaintext.ts"
import { GenerateDataKeyWithoutPlaintext } from "./data-keys/generate-data-key-without-plaintext.ts"
import { GenerateRandom } from "./data-keys/generate-random.ts"
import { Decrypt } from "./encryption/decrypt.ts"
import { Encrypt } from "./encryption/encrypt.ts"
import { ReEncrypt } from "./encryption/re-encrypt.ts"
import { CancelKeyDeletion } from "./keys/cancel-key-deletion.ts"
import { CreateKey } from "./keys/create-key.ts"
import { DescribeKey } from "./keys/describe-key.ts"
import { DisableKey } from "./keys/disable-key.ts"
import { EnableKey } from "./keys/enable-key.ts"
import { ListKeys } from "./keys/list-keys.ts"
import { ScheduleKeyDeletion } from "./keys/schedule-key-deletion.ts"
import { UpdateKeyDescription } from "./keys/update-key-description.ts"
import { notBuilt } from "./not-built.ts"
import { GetKeyPolicy } from "./policies/get-key-policy.ts"
import { ListKeyPolicies } from "./policies/list-key-policies.ts"
import { PutKeyPolicy } from "./policies/put-key-policy.ts"
import { ListResourceTags } from "./tags/list-resource-tags.ts"
import { TagResource } from "./tags/tag-resource.ts"
import { UntagResource } from "./tags/untag-resource.ts"

/** A row for each operation; the folder of a family has the files of those that are built. */
const families = {
  keys: {
    CreateKey,
    DescribeKey,
    ListKeys,
    EnableKey,
    DisableKey,
    UpdateKeyDescription,
    ScheduleKeyDeletion,
    CancelKeyDeletion,
    GetPublicKey: notBuilt("GetPublicKey"),
    GetKeyLastUsage: notBuilt("GetKeyLastUsage"),
    ReplicateKey: notBuilt("ReplicateKey"),
    UpdatePrimaryRegion: notBuilt("UpdatePrimaryRegion"),
  },
  encryption: {
    Encrypt,
    Decrypt,
    ReEncrypt,
    Encapsulate: notBuilt("Encapsulate"),
    Decapsulate: notBuilt("Decapsulate"),
  },
  "data-keys": {
    GenerateDataKey,
    GenerateDataKeyWithoutPlaintext,
    GenerateDataKeyPair,
    GenerateDataKeyPairWithoutPlaintext,
    GenerateRandom,
  },
  signing: {
    Sign: notBuilt("Sign"),
    Verify: notBuilt("Verify"),
    GenerateMac: notBuilt("GenerateMac"),
    VerifyMac: notBuilt("VerifyMac"),
    DeriveSharedSecret: notBuilt("DeriveSharedSecret"),
  },
  aliases: {
    CreateAlias,
    UpdateAlias,
    DeleteAlias,
    ListAliases,
  },
  grants: {
    CreateGrant: notBuilt("CreateGrant"),
    ListGrants: notBuilt("ListGrants"),
    ListRetirableGrants: notBuilt("ListRetirableGrants"),
    RetireGrant: notBuilt("RetireGrant"),
    RevokeGrant: notBuilt("RevokeGrant"),
  },
  policies: {
    GetKeyPolicy,
    PutKeyPolicy,
    ListKeyPolicies,
  },
  tags: {
    TagResource,
    UntagResource,
    ListResourceTags,
  },
  rotation: {
    EnableKeyRotation: notBuilt("EnableKeyRotation"),
    DisableKeyRotation: notBuilt("DisableKeyRotation"),
    GetKeyRotationStatus: notBuilt("GetKeyRotationStatus"),
    ListKeyRotations: notBuilt("ListKeyRotations"),
    RotateKeyOnDemand: notBuilt("RotateKeyOnDemand"),
  },
  import: {
    GetParametersForImport: notBuilt("GetParametersForImport"),
    ImportKeyMaterial: notBuilt("ImportKeyMaterial"),
    DeleteImportedKeyMaterial: notBuilt("DeleteImportedKeyMaterial"),
  },
  "custom-stores": {
    CreateCustomKeyStore: notBuilt("CreateCustomKeyStore"),
    UpdateCustomKeyStore: notBuilt("UpdateCustomKeyStore"),
    DeleteCustomKeyStore: notBuilt("DeleteCustomKeyStore"),
    ConnectCustomKeyStore: notBuilt("ConnectCustomKeyStore"),
    DisconnectCustomKeyStore: notBuilt("DisconnectCustomKeyStore"),
    DescribeCustomKeyStores: notBuilt("DescribeCustomKeyStores"),
  },
} as const satisfies Readonly<Record<string, Readonly<Record<string, Operation>>>>

const byName: ReadonlyMap<string, Operation> = new Map(
  Object.values(families).flatMap((family) => Object.entries<Operation>(family)),
)

/** The operation of a name, or nothing. */
export function operationNamed(name: string | undefined): Operation | undefined {
  return name === undefined ? undefined : byName.get(name)
}

/** One line of the roll call, for docs/parity.md and for whoever compares this service with AWS. */
export interface RollCallEntry {
  family: string
  name: string
  isBuilt: boolean
  input: readonly string[]
  output: readonly string[]
  errors: readonly string[]
  /** For each key state "ok" or the refusal; nothing for operations that work on no key. */
  states: Readonly<Record<string, string>> | undefined
  dryRun: boolean
  /** Members, or values of them, that a built operation refuses so far. */
  notBuilt: NotBuilt
}

/** Every operation as data, in the order of the families. */
export function rollCall(): RollCallEntry[] {
  return Object.entries(families).flatMap(([family, operations]) =>
    Object.values<Operation>(operations).map((operation) => ({
      family,
      name: operation.name,
      isBuilt: operation.isBuilt,
      input: Object.keys(operation.input),
      output: Object.keys(operation.output ?? {}),
      errors: operation.errors,
      states: operation.key?.states,
      dryRun: operation.dryRun,
      notBuilt: operation.notBuilt,
    })),
  )
}
