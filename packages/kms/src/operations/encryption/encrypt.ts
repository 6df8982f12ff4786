/** Encrypts up to 4 KiB under a key. The ciphertext names the key, so Decrypt need not be told. */
import { usable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import {
  CiphertextBlob,
  DryRun,
  EncryptionAlgorithm,
  EncryptionContext,
  GrantTokens,
  KeyId,
  Plaintext,
} from "../../shape/shared.ts"
import { required, string } from "../../shape/words.ts"
import { checkAlgorithm } from "../../steps/check-algorithm.ts"
import { checkContext, sealUnder } from "../../steps/message.ts"

export const Encrypt: Operation = operation({
  name: "Encrypt",
  input: {
    KeyId: required(KeyId),
    Plaintext: required(Plaintext),
    EncryptionContext,
    GrantTokens,
    EncryptionAlgorithm,
    DryRun,
  },
  output: {
    CiphertextBlob: required(CiphertextBlob),
    KeyId: required(string()),
    EncryptionAlgorithm,
  },
  errors: [
    "NotFoundException",
    "DisabledException",
    "KeyUnavailableException",
    "DependencyTimeoutException",
    "InvalidKeyUsageException",
    "InvalidGrantTokenException",
    "KMSInternalException",
    "KMSInvalidStateException",
    "DryRunOperationException",
  ],
  key: { member: "KeyId", forms: "every", usage: "ENCRYPT_DECRYPT", states: usable },
  dryRun: true,
  conditionKeys: ["kms:EncryptionAlgorithm", "kms:EncryptionContext:", "kms:RequestAlias"],
  check({ input, key }) {
    checkAlgorithm(key, input.EncryptionAlgorithm)
    checkContext(input.EncryptionContext)
  },
  async run({ input, key, ...service }) {
    const sealed = await sealUnder(service, key, {
      plaintext: input.Plaintext,
      context: input.EncryptionContext,
    })
    return {
      CiphertextBlob: sealed,
      KeyId: key.arn,
      EncryptionAlgorithm: "SYMMETRIC_DEFAULT" as const,
    }
  },
})
