/** Opens what Encrypt, ReEncrypt and the data key operations sealed. The ciphertext says which key. */
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
  Plaintext,
  Recipient,
} from "../../shape/shared.ts"
import { required, string } from "../../shape/words.ts"
import { checkAlgorithm } from "../../steps/check-algorithm.ts"
import { checkContext, openUnder } from "../../steps/message.ts"
import { ignoresCiphertext } from "../../steps/needed-key.ts"

export const Decrypt: Operation = operation({
  name: "Decrypt",
  input: {
    CiphertextBlob,
    EncryptionContext,
    GrantTokens,
    KeyId,
    EncryptionAlgorithm,
    Recipient,
    DryRun,
    DryRunModifiers,
  },
  output: {
    KeyId: required(string()),
    Plaintext,
    EncryptionAlgorithm,
    KeyMaterialId,
  },
  errors: [
    "NotFoundException",
    "DisabledException",
    "InvalidCiphertextException",
    "KeyUnavailableException",
    "IncorrectKeyException",
    "InvalidKeyUsageException",
    "DependencyTimeoutException",
    "InvalidGrantTokenException",
    "KMSInternalException",
    "KMSInvalidStateException",
    "DryRunOperationException",
  ],
  key: {
    member: "KeyId",
    ciphertext: "CiphertextBlob",
    forms: "every",
    usage: "ENCRYPT_DECRYPT",
    states: usable,
  },
  dryRun: true,
  notBuilt: { Recipient: "any" },
  conditionKeys: [
    "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:",
    "kms:RequestAlias",
    "kms:RecipientAttestation:ImageSha384",
  ],
  async check({ input, key, ...service }) {
    checkAlgorithm(key, input.EncryptionAlgorithm)
    checkContext(input.EncryptionContext)
    if (input.CiphertextBlob === undefined || ignoresCiphertext(input)) return undefined
    return openUnder(service, key, { blob: input.CiphertextBlob, context: input.EncryptionContext })
  },
  run({ key, checked }) {
    if (checked === undefined) throw new Error("bug: a ciphertext is missing only in dry runs")
    return {
      KeyId: key.arn,
      Plaintext: checked.plaintext,
      EncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
      KeyMaterialId: checked.keyMaterialId,
    }
  },
})
