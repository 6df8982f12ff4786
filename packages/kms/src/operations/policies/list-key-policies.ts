/** Lists the names of a key's policies: there is one. */
import { anyState } from "../../model/key-state.ts"
import { policyName } from "../../model/policy-name.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, Limit, Marker, PolicyName } from "../../shape/shared.ts"
import { boolean, list, required } from "../../shape/words.ts"

export const ListKeyPolicies: Operation = operation({
  name: "ListKeyPolicies",
  input: { KeyId: required(KeyId), Limit, Marker },
  output: {
    PolicyNames: required(list(PolicyName)),
    NextMarker: Marker,
    Truncated: required(boolean),
  },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: anyState },
  /** One name fits on every page, so no answer has a marker, and none that is sent can have come from here. */
  run({ input }) {
    return { PolicyNames: input.Marker === undefined ? [policyName] : [], Truncated: false }
  },
})
