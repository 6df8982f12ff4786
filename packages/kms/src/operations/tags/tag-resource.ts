/** Adds tags to a key, and changes the values of those that it has. */
import { notPendingDeletion } from "../../model/key-state.ts"
import { brokenTagRule, mergeTags, tagsPerKeyMax } from "../../model/tag.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId, Tags } from "../../shape/shared.ts"
import { required } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const TagResource: Operation = operation({
  name: "TagResource",
  input: { KeyId: required(KeyId), Tags: required(Tags) },
  errors: [
    "KMSInternalException",
    "NotFoundException",
    "InvalidArnException",
    "KMSInvalidStateException",
    "LimitExceededException",
    "TagException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: notPendingDeletion },
  changes: true,
  conditionKeys: ["aws:RequestTag", "aws:TagKeys"],
  check({ input, refuse }) {
    const broken = brokenTagRule(input.Tags)
    if (broken !== undefined) throw refuse("TagException", broken)
    if (input.Tags.length > tagsPerKeyMax) throw refuse("TagException", "tooManyTags")
  },
  async run({ input, key, refuse, ...service }) {
    await changeKey(service, key, (record) => {
      const tags = mergeTags(record.tags, input.Tags)
      if (tags.length > tagsPerKeyMax) throw refuse("LimitExceededException", "tagsPerKey")
      return { ...record, tags }
    })
  },
})
