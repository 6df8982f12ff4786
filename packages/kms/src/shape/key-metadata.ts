/** KeyMetadata: what CreateKey and DescribeKey answer (AWS KMS API Reference, KeyMetadata). */
import { type KeySpec, type KeyUsage, keySpecs } from "../model/key-spec.ts"
import { type KeyState, keyStates } from "../model/key-state.ts"
import {
  type BooleanShape,
  boolean,
  type EnumShape,
  type ListShape,
  list,
  oneOf,
  type RequiredShape,
  required,
  type StringShape,
  type StructureShape,
  string,
  structure,
  type TimestampShape,
  timestamp,
} from "./words.ts"

/** In the order in which AWS printed them in 2023; usages that are newer follow. */
export const KeyUsageType: EnumShape<KeyUsage> = oneOf([
  "ENCRYPT_DECRYPT",
  "SIGN_VERIFY",
  "GENERATE_VERIFY_MAC",
  "KEY_AGREEMENT",
  "ENCAPSULATE_DECAPSULATE",
])

export const KeySpecType: EnumShape<KeySpec> = oneOf(keySpecs)

export const KeyMetadata: StructureShape<{
  AWSAccountId: StringShape
  KeyId: RequiredShape<StringShape>
  Arn: StringShape
  CreationDate: TimestampShape
  Enabled: BooleanShape
  Description: StringShape
  KeyUsage: EnumShape<KeyUsage>
  KeyState: EnumShape<KeyState>
  DeletionDate: TimestampShape
  Origin: EnumShape<"AWS_KMS">
  KeyManager: EnumShape<"CUSTOMER">
  CustomerMasterKeySpec: EnumShape<KeySpec>
  KeySpec: EnumShape<KeySpec>
  EncryptionAlgorithms: ListShape<StringShape>
  MultiRegion: BooleanShape
  CurrentKeyMaterialId: StringShape
}> = structure({
  AWSAccountId: string(),
  KeyId: required(string()),
  Arn: string(),
  CreationDate: timestamp,
  Enabled: boolean,
  Description: string(),
  KeyUsage: KeyUsageType,
  KeyState: oneOf(keyStates),
  DeletionDate: timestamp,
  Origin: oneOf(["AWS_KMS"]),
  KeyManager: oneOf(["CUSTOMER"]),
  CustomerMasterKeySpec: KeySpecType,
  KeySpec: KeySpecType,
  EncryptionAlgorithms: list(string()),
  MultiRegion: boolean,
  CurrentKeyMaterialId: string(),
})
