/** Shapes that several operations use, by the names and limits of AWS's model (2014-11-01). */
import {
  type BlobShape,
  type BooleanShape,
  blob,
  boolean,
  type EnumShape,
  type IntegerShape,
  integer,
  type ListShape,
  list,
  type MapShape,
  oneOf,
  type RequiredShape,
  required,
  type StringShape,
  type StructureShape,
  string,
  structure,
  textMap,
} from "./words.ts"

export const KeyId: StringShape = string({ min: 1, max: 2048 })
export const AliasName: StringShape = string({ min: 1, max: 256, pattern: "^[a-zA-Z0-9:/_-]+$" })
export const CiphertextBlob: BlobShape = blob({ min: 1, max: 6144 })
export const Plaintext: BlobShape = blob({ min: 1, max: 4096, secret: true })
export const EncryptionContext: MapShape = textMap
export const GrantTokens: ListShape<StringShape> = list(string({ min: 1, max: 8192 }), { max: 10 })
export const DryRun: BooleanShape = boolean
export const DryRunModifiers: ListShape<EnumShape<"IGNORE_CIPHERTEXT">> = list(
  oneOf(["IGNORE_CIPHERTEXT"]),
)
export const NumberOfBytes: IntegerShape = integer({ min: 1, max: 1024 })
export const Description: StringShape = string({ max: 8192 })
/** 64 hexadecimal digits. */
export const KeyMaterialId: StringShape = string({ min: 64, max: 64, pattern: "^[a-f0-9]+$" })
export const CustomKeyStoreId: StringShape = string({ min: 1, max: 64 })
export const Limit: IntegerShape = integer({ min: 1, max: 1000 })
export const Marker: StringShape = string({ min: 1, max: 1024, pattern: "[\\u0020-\\u00FF]*" })
export const Policy: StringShape = string({
  min: 1,
  max: 131072,
  pattern: "[\\u0009\\u000A\\u000D\\u0020-\\u00FF]+",
})
export const PolicyName: StringShape = string({ min: 1, max: 128, pattern: "[\\w]+" })

export const TagKey: StringShape = string({ min: 1, max: 128 })
export const Tags: ListShape<
  StructureShape<{ TagKey: RequiredShape<StringShape>; TagValue: RequiredShape<StringShape> }>
> = list(structure({ TagKey: required(TagKey), TagValue: required(string({ max: 256 })) }))

export const EncryptionAlgorithm: EnumShape<
  "SYMMETRIC_DEFAULT" | "RSAES_OAEP_SHA_1" | "RSAES_OAEP_SHA_256" | "SM2PKE"
> = oneOf(["SYMMETRIC_DEFAULT", "RSAES_OAEP_SHA_1", "RSAES_OAEP_SHA_256", "SM2PKE"])

export const Recipient: StructureShape<{
  KeyEncryptionAlgorithm: EnumShape<"RSAES_OAEP_SHA_256">
  AttestationDocument: BlobShape
}> = structure({
  KeyEncryptionAlgorithm: oneOf(["RSAES_OAEP_SHA_256"]),
  AttestationDocument: blob({ min: 1, max: 262144 }),
})
