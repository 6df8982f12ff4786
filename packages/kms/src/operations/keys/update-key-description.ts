/** Changes the words that a key is described with. */
import { notPendingDeletion } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { Description, KeyId } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const UpdateKeyDescription: Operation = operation({
  name: "UpdateKeyDescription",
  input: { KeyId: required(KeyId), Description: required(Description) },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: notPendingDeletion },
  changes: true,
  async run({ input, key, ...service }) {
    await changeKey(service, key, (record) => ({ ...record, description: input.Description }))
  },
})
