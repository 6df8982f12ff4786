/** Replaces the key policy as a whole. */
import { anyState } from "../../model/key-state.ts"
import { policyName } from "../../model/policy-name.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, Policy, PolicyName } from "../../shape/shared.ts"
import { boolean, required } from "../../shape/words.ts"
import { acceptKeyPolicy } from "../../steps/accept-key-policy.ts"
import { changeKey } from "../../steps/change-key.ts"

export const PutKeyPolicy: Operation = operation({
  name: "PutKeyPolicy",
  input: {
    KeyId: required(KeyId),
    PolicyName,
    Policy: required(Policy),
    BypassPolicyLockoutSafetyCheck: boolean,
  },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "MalformedPolicyDocumentException",
    "DependencyTimeoutException",
    "UnsupportedOperationException",
    "KMSInternalException",
    "LimitExceededException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: anyState },
  changes: true,
  conditionKeys: ["kms:BypassPolicyLockoutSafetyCheck"],
  check({ input, key, identity, refuse }) {
    if ((input.PolicyName ?? policyName) !== policyName) {
      throw refuse("NotFoundException", "policy")
    }
    const bypassLockoutCheck = input.BypassPolicyLockoutSafetyCheck ?? false
    return acceptKeyPolicy(input.Policy, { identity, bypassLockoutCheck, key: key.arn })
  },
  async run({ key, checked: policy, ...service }) {
    await changeKey(service, key, (record) => ({ ...record, policy }))
  },
})
