/** Takes tags away from a key. Tags that it does not have are no fault. */
import { notPendingDeletion } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, TagKey } from "../../shape/shared.ts"
import { list, required } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const UntagResource: Operation = operation({
  name: "UntagResource",
  input: { KeyId: required(KeyId), TagKeys: required(list(TagKey)) },
  errors: [
    "KMSInternalException",
    "NotFoundException",
    "InvalidArnException",
    "KMSInvalidStateException",
    "TagException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: notPendingDeletion },
  changes: true,
  conditionKeys: ["aws:TagKeys"],
  async run({ input, key, ...service }) {
    const gone = new Set(input.TagKeys)
    await changeKey(service, key, (record) => ({
      ...record,
      tags: record.tags.filter(({ TagKey }) => !gone.has(TagKey)),
    }))
  },
})
