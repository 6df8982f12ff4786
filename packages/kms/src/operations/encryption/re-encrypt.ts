/** Opens a ciphertext and seals its plaintext under another key or context; the plaintext never leaves. */
import { usable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import {
  CiphertextBlob,
  DryRun,
  DryRunModifiers,
  EncryptionAlgorithm,
  EncryptionContext,
  GrantTokens,
  KeyId,
  KeyMaterialId,
} from "../../shape/shared.ts"
import { required, string } from "../../shape/words.ts"
import { checkAlgorithm } from "../../steps/check-algorithm.ts"
import { checkContext, newestMaterialId, openUnder, sealUnder } from "../../steps/message.ts"
import { ignoresCiphertext } from "../../steps/needed-key.ts"

export const ReEncrypt: Operation = operation({
  name: "ReEncrypt",
  input: {
    CiphertextBlob,
    SourceEncryptionContext: EncryptionContext,
    SourceKeyId: KeyId,
    DestinationKeyId: required(KeyId),
    DestinationEncryptionContext: EncryptionContext,
    SourceEncryptionAlgorithm: EncryptionAlgorithm,
    DestinationEncryptionAlgorithm: EncryptionAlgorithm,
    GrantTokens,
    DryRun,
    DryRunModifiers,
  },
  output: {
    CiphertextBlob: required(CiphertextBlob),
    SourceKeyId: required(string()),
    KeyId: required(string()),
    SourceEncryptionAlgorithm: EncryptionAlgorithm,
    DestinationEncryptionAlgorithm: EncryptionAlgorithm,
    SourceKeyMaterialId: KeyMaterialId,
    DestinationKeyMaterialId: KeyMaterialId,
  },
  errors: [
    "NotFoundException",
    "DisabledException",
    "InvalidCiphertextException",
    "KeyUnavailableException",
    "IncorrectKeyException",
    "DependencyTimeoutException",
    "InvalidKeyUsageException",
    "InvalidGrantTokenException",
    "KMSInternalException",
    "KMSInvalidStateException",
    "DryRunOperationException",
  ],
  sourceKey: {
    member: "SourceKeyId",
    ciphertext: "CiphertextBlob",
    forms: "every",
    usage: "ENCRYPT_DECRYPT",
    states: usable,
    action: "kms:ReEncryptFrom",
  },
  key: {
    member: "DestinationKeyId",
    forms: "every",
    usage: "ENCRYPT_DECRYPT",
    states: usable,
    action: "kms:ReEncryptTo",
  },
  dryRun: true,
  conditionKeys: [
    "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:",
    "kms:ReEncryptOnSameKey",
    "kms:RequestAlias",
  ],
  async check({ input, key, sourceKey, ...service }) {
    checkAlgorithm(sourceKey, input.SourceEncryptionAlgorithm)
    checkAlgorithm(key, input.DestinationEncryptionAlgorithm)
    checkContext(input.SourceEncryptionContext)
    checkContext(input.DestinationEncryptionContext)
    if (input.CiphertextBlob === undefined || ignoresCiphertext(input)) return undefined
    const context = input.SourceEncryptionContext
    return openUnder(service, sourceKey, { blob: input.CiphertextBlob, context })
  },
  async run({ input, key, sourceKey, checked, ...service }) {
    if (checked === undefined) throw new Error("bug: a ciphertext is missing only in dry runs")
    const { plaintext, keyMaterialId } = checked
    try {
      const context = input.DestinationEncryptionContext
      return {
        CiphertextBlob: await sealUnder(service, key, { plaintext, context }),
        SourceKeyId: sourceKey.arn,
        KeyId: key.arn,
        SourceEncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
        DestinationEncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
        SourceKeyMaterialId: keyMaterialId,
        DestinationKeyMaterialId: newestMaterialId(key),
      }
    } finally {
      plaintext.fill(0)
    }
  },
})
