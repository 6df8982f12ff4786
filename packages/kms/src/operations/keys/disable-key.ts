/** Sets a key's state to Disabled. Repeating it changes nothing. */
import { switched } from "../../model/key.ts"
import { switchable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const DisableKey: Operation = operation({
  name: "DisableKey",
  input: { KeyId: required(KeyId) },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: switchable },
  changes: true,
  async run({ key, ...service }) {
    await changeKey(service, key, (record) => switched(record, "Disabled"))
  },
})
