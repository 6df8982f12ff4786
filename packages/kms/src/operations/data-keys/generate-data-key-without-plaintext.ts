/** Draws a data key and answers it sealed only: for whoever needs it later, or elsewhere. */
import { type DataKeySpec, dataKeyLengths } from "../../model/key-spec.ts"
import { usable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import {
  CiphertextBlob,
  DryRun,
  EncryptionContext,
  GrantTokens,
  KeyId,
  KeyMaterialId,
  NumberOfBytes,
} from "../../shape/shared.ts"
import { oneOf, required, string } from "../../shape/words.ts"
import { checkDataKey, makeDataKey } from "../../steps/data-key.ts"

export const GenerateDataKeyWithoutPlaintext: Operation = operation({
  name: "GenerateDataKeyWithoutPlaintext",
  input: {
    KeyId: required(KeyId),
    EncryptionContext,
    NumberOfBytes,
    KeySpec: oneOf(Object.keys(dataKeyLengths) as DataKeySpec[]),
    GrantTokens,
    DryRun,
  },
  output: {
    CiphertextBlob: required(CiphertextBlob),
    KeyId: required(string()),
    KeyMaterialId,
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
  check({ input }) {
    return checkDataKey(input)
  },
  async run({ input, key, checked: length, ...service }) {
    const context = input.EncryptionContext
    const dataKey = await makeDataKey(service, key, { length, context })
    dataKey.plaintext.fill(0)
    return {
      CiphertextBlob: dataKey.ciphertext,
      KeyId: key.arn,
      KeyMaterialId: dataKey.keyMaterialId,
    }
  },
})
