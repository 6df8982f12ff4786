/** Schedules the deletion of a key: from now on nothing is done with it, and when the date comes it is gone. */

import {
  deletionRowId,
  deletionWindowDaysDefault,
  deletionWindowDaysMax,
  deletionWindowDaysMin,
} from "../../model/deletion.ts"
import { scheduled } from "../../model/key.ts"
import { schedulable } from "../../model/key-state.ts"
import { type Operation, operation } from "../../operation.ts"
import { KeyId } from "../../shape/shared.ts"
import { integer, oneOf, required, string, timestamp } from "../../shape/words.ts"
import { changeKey } from "../../steps/change-key.ts"

export const ScheduleKeyDeletion: Operation = operation({
  name: "ScheduleKeyDeletion",
  input: {
    KeyId: required(KeyId),
    PendingWindowInDays: integer({ min: deletionWindowDaysMin, max: deletionWindowDaysMax }),
  },
  output: {
    KeyId: required(string()),
    DeletionDate: timestamp,
    KeyState: oneOf(["PendingDeletion"]),
    PendingWindowInDays: integer(),
  },
  errors: [
    "NotFoundException",
    "InvalidArnException",
    "DependencyTimeoutException",
    "KMSInternalException",
    "KMSInvalidStateException",
  ],
  key: { member: "KeyId", forms: "id-or-arn", states: schedulable },
  changes: true,
  conditionKeys: ["kms:ScheduleKeyDeletionPendingWindowInDays"],
  async run({ input, key, ...service }) {
    const days = input.PendingWindowInDays ?? deletionWindowDaysDefault
    const changed = await changeKey(service, key, (current) => {
      const record = scheduled(current, days, service.nowMs)
      const id = deletionRowId(record.deletionDate, key.scope, key.keyId)
      const next = { ...key.scope, keyId: key.keyId }
      return { record, rows: [{ kind: "deletion", id, expect: "absent", next }] }
    })
    return {
      KeyId: key.arn,
      DeletionDate: changed.record.deletionDate,
      KeyState: "PendingDeletion" as const,
      PendingWindowInDays: days,
    }
  },
})
