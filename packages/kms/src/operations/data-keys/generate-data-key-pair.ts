/** Makes a key pair and answers its private half twice: as PKCS#8 to use now, and sealed to keep. */
import { dataKeyPairSpecs } from "../../model/key-spec.ts"
import { usableForPairs } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import {
  CiphertextBlob,
  DryRun,
  EncryptionContext,
  GrantTokens,
  KeyId,
  KeyMaterialId,
  Recipient,
} from "../../shape/shared.ts"
import { blob, oneOf, required, string } from "../../shape/words.ts"
import {
  checkDataKeyPair,
  dataKeyPairSpecsNotBuilt,
  makeDataKeyPair,
} from "../../steps/data-key-pair.ts"

export const GenerateDataKeyPair: Operation = operation({
  name: "GenerateDataKeyPair",
  input: {
    EncryptionContext,
    KeyId: required(KeyId),
    KeyPairSpec: required(oneOf(dataKeyPairSpecs)),
    GrantTokens,
    Recipient,
    DryRun,
  },
  output: {
    PrivateKeyCiphertextBlob: required(CiphertextBlob),
    PrivateKeyPlaintext: blob({ secret: true }),
    PublicKey: required(blob()),
    KeyId: required(string()),
    KeyPairSpec: oneOf(dataKeyPairSpecs),
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
    "UnsupportedOperationException",
    "DryRunOperationException",
  ],
  key: { member: "KeyId", forms: "every", usage: "ENCRYPT_DECRYPT", states: usableForPairs },
  dryRun: true,
  notBuilt: { Recipient: "any", KeyPairSpec: dataKeyPairSpecsNotBuilt },
  conditionKeys: [
    "kms:DataKeyPairSpec",
    "kms:EncryptionAlgorithm",
    "kms:EncryptionContext:",
    "kms:RequestAlias",
  ],
  check({ input, identity, settings }) {
    checkDataKeyPair(input, identity.region, settings)
  },
  async run({ input, key, ...service }) {
    const pair = await makeDataKeyPair(service, key, input)
    return {
      PrivateKeyCiphertextBlob: pair.sealedPrivateKey,
      PrivateKeyPlaintext: pair.privateKey,
      PublicKey: pair.publicKey,
      KeyId: key.arn,
      KeyPairSpec: input.KeyPairSpec,
      KeyMaterialId: pair.keyMaterialId,
    }
  },
})
