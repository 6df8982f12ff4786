/** Says what is known about a key: in every state, and of a damaged one too. */
import { keyMetadata } from "../../model/key.ts"
import { anyState } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyMetadata } from "../../shape/key-metadata.ts"
import { GrantTokens, KeyId } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"

export const DescribeKey: Operation = operation({
  name: "DescribeKey",
  input: { KeyId: required(KeyId), GrantTokens },
  output: { KeyMetadata: required(KeyMetadata) },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
  ],
  key: { member: "KeyId", forms: "every", states: anyState, damaged: "shown" },
  conditionKeys: ["kms:RequestAlias"],
  run({ key }) {
    return { KeyMetadata: keyMetadata(key) }
  },
})
