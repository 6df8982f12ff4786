/** Gets the key policy. */
import { anyState } from "../../model/key-state.ts"
import { policyName } from "../../model/policy-name.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, Policy, PolicyName } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"

export const GetKeyPolicy: Operation = operation({
  name: "GetKeyPolicy",
  input: { KeyId: required(KeyId), PolicyName },
  output: { Policy: required(Policy), PolicyName: required(PolicyName) },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: anyState },
  check({ input, refuse }) {
    if ((input.PolicyName ?? policyName) !== policyName) {
      throw refuse("NotFoundException", "policy")
    }
  },
  run({ key }) {
    return { Policy: key.record.policy, PolicyName: policyName }
  },
})
